package replaystorage.jobs;

/**
 * Files of an upload that another folder of the bucket has already.
 *
 * @param folder with a slash behind, or empty for the root of the bucket
 * @param foundFiles how many files it has by the same name and size
 * @param allFiles the files of the upload
 */
public record MisplacedUpload(String folder, int foundFiles, int allFiles) {}
