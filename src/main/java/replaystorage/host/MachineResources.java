package replaystorage.host;

import java.util.OptionalLong;

/** Resources of this machine or container that the program may use. */
public record MachineResources(int cores, Memory memory, OptionalLong openFiles) {

    /**
     * Memory in bytes.
     *
     * @param free unused or reclaimable part of the limit
     * @param source where these numbers come from
     */
    public record Memory(OptionalLong limit, long free, String source) {
        public static final Memory UNKNOWN = new Memory(OptionalLong.empty(), Long.MAX_VALUE, "");

        Memory min(Memory other) {
            return other.free < free ? other : this;
        }

        public String describe() {
            return limit.isEmpty()
                    ? "memory unknown"
                    : HumanNumbers.bytes(limit.getAsLong()) + " of memory (" + source + "), " + HumanNumbers.bytes(free)
                            + " of it free";
        }
    }

    /** The share of each of several parallel transfers. */
    public MachineResources dividedBy(int transfers) {
        return transfers <= 1 || memory.equals(Memory.UNKNOWN)
                ? this
                : new MachineResources(
                        cores, new Memory(memory.limit(), memory.free() / transfers, memory.source()), openFiles);
    }

    public String describe() {
        return cores
                + (cores == 1 ? " core, " : " cores, ")
                + memory.describe()
                + (openFiles.isPresent() ? ", " + openFiles.getAsLong() + " open files" : "");
    }
}
