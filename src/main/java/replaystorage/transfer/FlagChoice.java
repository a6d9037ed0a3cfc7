package replaystorage.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import replaystorage.settings.Machine;
import replaystorage.settings.Provider;
import replaystorage.settings.Provider.Flag;
import replaystorage.settings.Job;
import replaystorage.settings.Sizes;

/** Chooses the tuned flags of a job: the template's as the machine allows, less those that the user has set. */
final class FlagChoice {
    private final Provider provider;
    private final CopyOptions options;

    FlagChoice(Provider provider, CopyOptions options) {
        this.provider = provider;
        this.options = options;
    }

    /**
     * What a copy is made with.
     *
     * @param processes how many rclones side by side
     */
    record Chosen(int processes, List<Flag> flags) {
        /** The number of a flag, or the one given where it is not among these. */
        int number(String flag, int otherwise) {
            return flags.stream()
                    .filter(each -> each.name().equals(flag) && each.takes().isPresent())
                    .map(Flag::number)
                    .findFirst()
                    .orElse(otherwise);
        }
    }

    Chosen of(Job job, Load load) {
        Fitting.Fitted fitted = fitted(job, load, options.machine().get());
        return new Chosen(fitted.processes(), fitted.flags());
    }

    private int wanted(Load load) {
        return provider.processesFor(load.sizes().size());
    }

    private Fitting.Fitted fitted(Job job, Load load, Machine machine) {
        List<Flag> flags = provider.flags().getOrDefault(job, List.of()).stream()
                .filter(flag -> options.theirs(flag.name()).isEmpty())
                .toList();
        return new Fitting(machine, load).fit(wanted(load), flags);
    }

    /** What is chosen and why, a line each; title begins each of them. */
    List<String> inWords(String title, Job job, Load load) {
        Machine machine = options.machine().get();
        int wanted = wanted(load);
        Fitting.Fitted fitted = fitted(job, load, machine);
        String begin = title + job.name().toLowerCase(Locale.ROOT) + ": ";
        List<String> lines = new ArrayList<>();
        lines.add(begin + Count.files(load.sizes().size())
                + load.sizes().stream()
                        .findFirst()
                        .filter(size -> size > 0)
                        .map(size -> ", up to " + Sizes.readable(size))
                        .orElse("")
                + "; " + machine.inWords());
        if (wanted > 1) {
            lines.add(begin + fitted.processes() + " rclone side by side"
                    + (fitted.processes() < wanted
                            ? " instead of " + wanted + ": " + fitted.fewer()
                            : ", since one is slow"));
        }
        fitted.flags().forEach(flag -> lines.add(begin + flag.flag() + " " + reason(flag)));
        Stream.concat(
                        provider.flags().getOrDefault(job, List.of()).stream().map(Flag::name),
                        Stream.of("--transfers", "--checkers"))
                .distinct()
                .forEach(name -> options.theirs(name).ifPresent(whose -> lines.add(begin + name + " " + whose)));
        return lines;
    }

    private static String reason(Flag flag) {
        return flag.why().startsWith("instead of ") ? flag.why() : "(" + flag.why() + ")";
    }
}
