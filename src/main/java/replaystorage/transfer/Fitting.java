package replaystorage.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import replaystorage.settings.Machine;
import replaystorage.settings.Provider.Flag;
import replaystorage.settings.Sizes;
import replaystorage.settings.Takes;

/** Fits the numbers of tuned flags to a machine and to the files that are to be copied: as many at a time as find memory, open files and room. */
final class Fitting {
    /** The program itself, which all rclones share, and each of them before its first transfer; measured with 1.75.2. */
    private static final long PROGRAM = 55_000_000;

    private static final Takes.Cost RCLONE = new Takes.Cost(20_000_000, 16);

    /** What we grow by yet, and a margin. */
    private static final Takes.Cost OURS = new Takes.Cost(50_000_000, 32);

    /** Five that wait between their calls are still 3.9 times as fast as one where they share a core; more are not measured. */
    private static final int PROCESSES_A_CORE = 5;

    private final Machine machine;
    private final Load load;

    Fitting(Machine machine, Load load) {
        this.machine = machine;
        this.load = load;
    }

    /**
     * What was chosen.
     *
     * @param processes how many rclones side by side
     * @param fewer why these are fewer than wanted; empty where they are not
     */
    record Fitted(int processes, String fewer, List<Flag> flags) {}

    /** @param flags those of a job, with the numbers that are wanted */
    Fitted fit(int processes, List<Flag> flags) {
        List<Flag> fitted = new ArrayList<>(flags);
        Map<Integer, Takes> numbers = new TreeMap<>();
        for (int i = 0; i < flags.size(); i++) {
            int at = i;
            flags.get(i).takes().ifPresent(takes -> numbers.put(at, takes));
        }
        numbers.forEach((at, takes) -> fitted.set(at, flags.get(at).with(takes.least(), "")));
        int cores = Math.max(1, machine.cores() * PROCESSES_A_CORE);
        int most = Math.min(processes, cores);
        int side = most(most, 1, count -> isEnough(memory(count, fitted), files(count, fitted)));
        numbers.forEach((at, takes) -> fitted.set(at, fit(side, fitted, at, flags.get(at))));
        return new Fitted(side, side < most ? scarce(side + 1, fitted) : side < processes ? cores() : "", fitted);
    }

    private Flag fit(int side, List<Flag> all, int at, Flag wanted) {
        Takes takes = wanted.takes().orElseThrow();
        List<Flag> tried = new ArrayList<>(all);
        int number = most(wanted.number(), takes.least(), count -> {
            tried.set(at, wanted.with(count, ""));
            return isEnough(memory(side, tried), files(side, tried));
        });
        int roomy = wanted.name().equals("--transfers") ? Math.max(1, load.roomFor(side * number) / side) : number;
        if (roomy < number) {
            return wanted.with(
                    roomy,
                    "instead of " + wanted.number() + ": " + Sizes.readable(load.spare())
                            + " to spare on the disk, where what is replaced stands until the new file is whole");
        }
        if (number == wanted.number()) {
            return wanted;
        }
        tried.set(at, wanted.with(number + 1, ""));
        return wanted.with(number, "instead of " + wanted.number() + ": " + scarce(side, tried) + each(takes));
    }

    private static int most(int wanted, int least, IntPredicate fits) {
        int number = wanted;
        while (number > least && !fits.test(number)) {
            number--;
        }
        return number;
    }

    private boolean isEnough(long memory, long files) {
        return memory <= machine.memory().free() && files <= machine.openFiles().orElse(Long.MAX_VALUE);
    }

    /** Of all rclones together. */
    private long memory(int side, List<Flag> flags) {
        return OURS.memory()
                + PROGRAM
                + side * RCLONE.memory()
                + flags.stream().mapToLong(flag -> taken(side, flag, true)).sum();
    }

    /** Each rclone has its own limit of open files, and so have we for their pipes. */
    private long files(int side, List<Flag> flags) {
        return Math.max(
                OURS.files() + 8L * side,
                RCLONE.files()
                        + flags.stream()
                                .mapToLong(flag -> taken(1, flag, false))
                                .sum());
    }

    private long taken(int side, Flag flag, boolean memory) {
        if (flag.takes().isEmpty()) {
            return 0;
        }
        Takes takes = flag.takes().get();
        return load.sizes().stream()
                .limit((long) side * flag.number())
                .map(takes::of)
                .mapToLong(cost -> memory ? cost.memory() : cost.files())
                .sum();
    }

    private String scarce(int side, List<Flag> tooMany) {
        return memory(side, tooMany) > machine.memory().free()
                ? machine.memory().inWords()
                : machine.openFiles().orElse(0) + " open files (ulimit -n)";
    }

    private String cores() {
        return machine.cores() + (machine.cores() == 1 ? " core" : " cores");
    }

    private String each(Takes takes) {
        long largest = load.sizes().isEmpty() ? 0 : load.sizes().get(0);
        Takes.Cost cost = takes.of(largest);
        return ", " + Sizes.readable(cost.memory()) + " and " + cost.files() + " files each";
    }
}
