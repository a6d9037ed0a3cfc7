package replaystorage.flags;

/**
 * The memory and open files that each unit of a flag's value costs, used to fit the flag to the machine.
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
