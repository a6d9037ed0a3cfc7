package replaystorage.flags;

/**
 * What each of a flag's number takes, by which it is fitted to the machine.
 *
 * @param minimum no fewer, whatever the machine has
 * @param perUnit one that is at a small file, or at none
 * @param largeFrom the size from which a file is large
 * @param perLargeUnit one that is at a large file
 */
public record FlagResourceCost(int minimum, ResourceCost perUnit, long largeFrom, ResourceCost perLargeUnit) {

    /** Bytes of memory, and open files. */
    public record ResourceCost(long memory, int files) {}

    /** One that is at a file of this size. */
    public ResourceCost costFor(long size) {
        return size >= largeFrom ? perLargeUnit : perUnit;
    }
}
