package replaystorage.host;

import java.util.OptionalLong;

/**
 * What this machine, or the container, leaves to us.
 *
 * @param cores that may be used at a time
 */
public record MachineResources(int cores, Memory memory, OptionalLong openFiles) {

    /**
     * Memory in bytes.
     *
     * @param limit all that may be used; empty where that is not known
     * @param free what of it is not used, or given back when it is wanted
     * @param source who says so
     */
    public record Memory(OptionalLong limit, long free, String source) {
        public static final Memory UNKNOWN = new Memory(OptionalLong.empty(), Long.MAX_VALUE, "");

        Memory min(Memory other) {
            return other.free < free ? other : this;
        }

        /** Such as `1.0 GB of memory (cgroup), 0.9 GB of it free`. */
        public String describe() {
            return limit.isEmpty()
                    ? "memory unknown"
                    : HumanNumbers.bytes(limit.getAsLong()) + " of memory (" + source + "), " + HumanNumbers.bytes(free)
                            + " of it free";
        }
    }

    /** What each of several transfers may take that begin side by side. */
    public MachineResources dividedBy(int transfers) {
        return transfers <= 1 || memory.equals(Memory.UNKNOWN)
                ? this
                : new MachineResources(
                        cores, new Memory(memory.limit(), memory.free() / transfers, memory.source()), openFiles);
    }

    /** Such as `2 cores, 1.0 GB of memory (cgroup), 0.9 GB of it free, 1024 open files`. */
    public String describe() {
        return cores
                + (cores == 1 ? " core, " : " cores, ")
                + memory.describe()
                + (openFiles.isPresent() ? ", " + openFiles.getAsLong() + " open files" : "");
    }
}
