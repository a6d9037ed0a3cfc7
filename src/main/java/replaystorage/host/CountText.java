package replaystorage.host;

/** Numbers of files in a sentence. */
public final class CountText {
    private CountText() {}

    /** Such as `1 file` or `20 files`. */
    public static String ofFiles(long count) {
        return count + (count == 1 ? " file" : " files");
    }
}
