package replaystorage.transfer;

/**
 * Files of an upload that another folder of the bucket has already.
 *
 * @param folder with a slash behind, or empty for the root of the bucket
 * @param found how many files it has by the same name and size
 * @param all the files of the upload
 */
public record Misplaced(String folder, int found, int all) {}
