package replaystorage.transfer.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import replaystorage.flags.FlagResourceCost;
import replaystorage.host.HumanNumbers;
import replaystorage.host.MachineResources;
import replaystorage.providers.Provider.TunedFlag;

/** Reduces the numbers of tuned flags to what memory, open files and disk space of the machine allow. */
final class ResourceLimiter {
    /** The rclone program, which processes share, and each process before its first transfer; measured with 1.75.2. */
    private static final long RCLONE_PROGRAM_MEMORY = 55_000_000;

    private static final FlagResourceCost.ResourceCost RCLONE_COST = new FlagResourceCost.ResourceCost(20_000_000, 16);

    /** Our own growth, and a margin. */
    private static final FlagResourceCost.ResourceCost OWN_COST = new FlagResourceCost.ResourceCost(50_000_000, 32);

    /** Five processes that wait between calls are 3.9 times as fast as one on a shared core; more is not measured. */
    private static final int PROCESSES_PER_CORE = 5;

    private final MachineResources machine;
    private final CopySizes copySizes;

    ResourceLimiter(MachineResources machine, CopySizes sizes) {
        this.machine = machine;
        this.copySizes = sizes;
    }

    /**
     * Selected flags.
     *
     * @param processes number of parallel rclones
     * @param reducedBecause why they are fewer than wanted, or empty
     */
    record FittedFlags(int processes, String reducedBecause, List<TunedFlag> flags) {}

    /** @param flags of a job, with the wanted numbers */
    FittedFlags limit(int processes, List<TunedFlag> flags) {
        List<TunedFlag> fitted = new ArrayList<>(flags);
        Map<Integer, FlagResourceCost> numbers = new TreeMap<>();
        for (int i = 0; i < flags.size(); i++) {
            int at = i;
            flags.get(i).resourceCost().ifPresent(cost -> numbers.put(at, cost));
        }
        numbers.forEach((at, cost) -> fitted.set(at, flags.get(at).reducedTo(cost.minimum(), "")));
        int cores = Math.max(1, machine.cores() * PROCESSES_PER_CORE);
        int most = Math.min(processes, cores);
        int side =
                largestFitting(most, 1, count -> fitsMachine(neededMemory(count, fitted), neededFiles(count, fitted)));
        numbers.forEach((at, cost) -> fitted.set(at, limit(side, fitted, at, flags.get(at))));
        return new FittedFlags(
                side, side < most ? scarceResource(side + 1, fitted) : side < processes ? coresText() : "", fitted);
    }

    private TunedFlag limit(int side, List<TunedFlag> all, int at, TunedFlag wanted) {
        FlagResourceCost cost = wanted.resourceCost().orElseThrow();
        List<TunedFlag> tried = new ArrayList<>(all);
        int number = largestFitting(wanted.numericValue(), cost.minimum(), count -> {
            tried.set(at, wanted.reducedTo(count, ""));
            return fitsMachine(neededMemory(side, tried), neededFiles(side, tried));
        });
        int roomy =
                wanted.name().equals("--transfers") ? Math.max(1, copySizes.maxParallel(side * number) / side) : number;
        if (roomy < number) {
            return wanted.reducedTo(
                    roomy,
                    "instead of " + wanted.numericValue() + ": " + HumanNumbers.bytes(copySizes.spareBytes())
                            + " free on the disk, which holds both the old and the new file until the new one is complete");
        }
        if (number == wanted.numericValue()) {
            return wanted;
        }
        tried.set(at, wanted.reducedTo(number + 1, ""));
        return wanted.reducedTo(
                number, "instead of " + wanted.numericValue() + ": " + scarceResource(side, tried) + perUnitText(cost));
    }

    private static int largestFitting(int wanted, int least, IntPredicate fits) {
        int number = wanted;
        while (number > least && !fits.test(number)) {
            number--;
        }
        return number;
    }

    private boolean fitsMachine(long memory, long files) {
        return memory <= machine.memory().free() && files <= machine.openFiles().orElse(Long.MAX_VALUE);
    }

    /** For all rclones together. */
    private long neededMemory(int side, List<TunedFlag> flags) {
        return OWN_COST.memory()
                + RCLONE_PROGRAM_MEMORY
                + side * RCLONE_COST.memory()
                + flags.stream().mapToLong(flag -> costOfFlag(side, flag, true)).sum();
    }

    /** Each rclone has its own limit of open files, and we have one for their pipes. */
    private long neededFiles(int side, List<TunedFlag> flags) {
        return Math.max(
                OWN_COST.files() + 8L * side,
                RCLONE_COST.files()
                        + flags.stream()
                                .mapToLong(flag -> costOfFlag(1, flag, false))
                                .sum());
    }

    private long costOfFlag(int side, TunedFlag flag, boolean memory) {
        if (flag.resourceCost().isEmpty()) {
            return 0;
        }
        FlagResourceCost takes = flag.resourceCost().get();
        return copySizes.sizesDescending().stream()
                .limit((long) side * flag.numericValue())
                .map(takes::costFor)
                .mapToLong(cost -> memory ? cost.memory() : cost.files())
                .sum();
    }

    private String scarceResource(int side, List<TunedFlag> tooMany) {
        return neededMemory(side, tooMany) > machine.memory().free()
                ? machine.memory().describe()
                : machine.openFiles().orElse(0) + " open files (ulimit -n)";
    }

    private String coresText() {
        return machine.cores() + (machine.cores() == 1 ? " core" : " cores");
    }

    private String perUnitText(FlagResourceCost takes) {
        long largest = copySizes.sizesDescending().isEmpty()
                ? 0
                : copySizes.sizesDescending().get(0);
        FlagResourceCost.ResourceCost cost = takes.costFor(largest);
        return ", " + HumanNumbers.bytes(cost.memory()) + " and " + cost.files() + " files each";
    }
}
