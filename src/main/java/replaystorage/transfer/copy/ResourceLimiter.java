package replaystorage.transfer.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;
import replaystorage.flags.FlagResourceCost;
import replaystorage.flags.FlagResourceCost.ResourceCost;
import replaystorage.flags.TunedFlag;
import replaystorage.host.HumanNumbers;
import replaystorage.host.MachineResources;

/** Reduces the numbers of tuned flags to what memory, open files and disk space of the machine allow. */
record ResourceLimiter(MachineResources machine, CopySizes copySizes) {
    /** The rclone program, which processes share, and each process before its first transfer; measured with 1.75.2. */
    private static final long RCLONE_PROGRAM_MEMORY = 55_000_000;

    private static final ResourceCost RCLONE_COST = new ResourceCost(20_000_000, 16);

    /** Our own growth, and a margin. */
    private static final ResourceCost OWN_COST = new ResourceCost(50_000_000, 32);

    /** Five processes that wait between calls are 3.9 times as fast as one on a shared core; more is not measured. */
    private static final int PROCESSES_PER_CORE = 5;

    /**
     * Flags that fit the machine.
     *
     * @param reducedBecause why they are fewer than wanted, or empty
     */
    record FittedFlags(int processes, String reducedBecause, List<TunedFlag> flags) {}

    /** Fits the processes first, with the least numbers, then one flag after the other. */
    FittedFlags limit(int processes, List<TunedFlag> wanted) {
        List<TunedFlag> flags = new ArrayList<>(wanted);
        flags.replaceAll(flag -> flag.resourceCost()
                .map(cost -> flag.reducedTo(cost.minimum(), ""))
                .orElse(flag));
        int most = Math.min(processes, Math.max(1, machine.cores() * PROCESSES_PER_CORE));
        int fitting = largestFitting(most, 1, count -> fitsMachine(count, flags));
        String reason = fitting < most ? scarceResource(fitting + 1, flags) : fitting < processes ? coresText() : "";
        for (int i = 0; i < flags.size(); i++) {
            if (wanted.get(i).resourceCost().isPresent()) {
                flags.set(i, limit(fitting, flags, i, wanted.get(i)));
            }
        }
        return new FittedFlags(fitting, reason, flags);
    }

    private TunedFlag limit(int processes, List<TunedFlag> flags, int at, TunedFlag wanted) {
        FlagResourceCost cost = wanted.resourceCost().orElseThrow();
        List<TunedFlag> tried = new ArrayList<>(flags);
        int number = largestFitting(wanted.number(), cost.minimum(), count -> {
            tried.set(at, wanted.reducedTo(count, ""));
            return fitsMachine(processes, tried);
        });
        String instead = "instead of " + wanted.number() + ": ";
        int onDisk = wanted.name().equals("transfers")
                ? Math.max(1, copySizes.maxParallel(processes * number) / processes)
                : number;
        if (onDisk < number) {
            return wanted.reducedTo(
                    onDisk,
                    instead + HumanNumbers.bytes(copySizes.spareBytes())
                            + " free on the disk, which holds both the old and the new file until the new one is complete");
        }
        if (number == wanted.number()) {
            return wanted;
        }
        tried.set(at, wanted.reducedTo(number + 1, ""));
        ResourceCost each =
                cost.costFor(copySizes.sizesDescending().stream().findFirst().orElse(0L));
        return wanted.reducedTo(
                number,
                instead + scarceResource(processes, tried) + ", " + HumanNumbers.bytes(each.memory()) + " and "
                        + each.files() + " files each");
    }

    private static int largestFitting(int wanted, int least, IntPredicate fits) {
        int number = wanted;
        while (number > least && !fits.test(number)) {
            number--;
        }
        return number;
    }

    private boolean fitsMachine(int processes, List<TunedFlag> flags) {
        return fitsMemory(processes, flags)
                && neededFiles(processes, flags) <= machine.openFiles().orElse(Long.MAX_VALUE);
    }

    /** All rclones together. */
    private boolean fitsMemory(int processes, List<TunedFlag> flags) {
        long needed = OWN_COST.memory()
                + RCLONE_PROGRAM_MEMORY
                + processes * RCLONE_COST.memory()
                + costOfTransfers(processes, flags, ResourceCost::memory);
        return needed <= machine.memory().free();
    }

    /** Each rclone has its own limit of open files, and we have one for their pipes. */
    private long neededFiles(int processes, List<TunedFlag> flags) {
        return Math.max(
                OWN_COST.files() + 8L * processes,
                RCLONE_COST.files() + costOfTransfers(1, flags, ResourceCost::files));
    }

    private long costOfTransfers(int processes, List<TunedFlag> flags, ToLongFunction<ResourceCost> resource) {
        return flags.stream()
                .filter(flag -> flag.resourceCost().isPresent())
                .mapToLong(flag -> copySizes.sizesDescending().stream()
                        .limit((long) processes * flag.number())
                        .map(flag.resourceCost().get()::costFor)
                        .mapToLong(resource)
                        .sum())
                .sum();
    }

    private String scarceResource(int processes, List<TunedFlag> flags) {
        return fitsMemory(processes, flags)
                ? machine.openFiles().orElse(0) + " open files (ulimit -n)"
                : machine.memory().describe();
    }

    private String coresText() {
        return machine.cores() + (machine.cores() == 1 ? " core" : " cores");
    }
}
