package replaystorage.jobs;

/**
 * Files of an upload that exist in another folder of the bucket.
 *
 * @param folder with a final slash; empty for the root of the bucket
 * @param foundFiles number of files with the same name and size there
 */
public record MisplacedUpload(String folder, int foundFiles, int allFiles) {}
