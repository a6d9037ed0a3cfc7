package replaystorage.settings;

/**
 * What each of a flag's number takes, by which it is fitted to the machine.
 *
 * @param least no fewer, whatever the machine has
 * @param each one that is at a small file, or at none
 * @param from the size from which a file is large
 * @param large one that is at a large file
 */
public record Takes(int least, Cost each, long from, Cost large) {

    /** Bytes of memory, and open files. */
    public record Cost(long memory, int files) {}

    /** One that is at a file of this size. */
    public Cost of(long size) {
        return size >= from ? large : each;
    }
}
