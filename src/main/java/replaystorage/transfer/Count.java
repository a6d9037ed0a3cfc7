package replaystorage.transfer;

/** Numbers of files in a sentence. */
final class Count {
    private Count() {}

    /** Such as `1 file` or `20 files`. */
    static String files(long count) {
        return count + (count == 1 ? " file" : " files");
    }
}
