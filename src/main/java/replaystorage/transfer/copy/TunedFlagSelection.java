package replaystorage.transfer.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.HumanNumbers;
import replaystorage.host.MachineResources;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.TunedFlag;

/** Selects the tuned flags of a job: those of the template, limited to the machine, without those that the user set. */
final class TunedFlagSelection {
    private final Provider provider;
    private final CopyOptions copyOptions;

    TunedFlagSelection(Provider provider, CopyOptions options) {
        this.provider = provider;
        this.copyOptions = options;
    }

    /** @param processes number of parallel rclones */
    record SelectedFlags(int processes, List<TunedFlag> flags) {
        /** Number of a flag, or the default if it is not selected. */
        int numericValue(String flag, int otherwise) {
            return flags.stream()
                    .filter(each ->
                            each.name().equals(flag) && each.resourceCost().isPresent())
                    .map(TunedFlag::numericValue)
                    .findFirst()
                    .orElse(otherwise);
        }
    }

    SelectedFlags select(RcloneJobType job, CopySizes sizes) {
        ResourceLimiter.FittedFlags fitted =
                limitedFlags(job, sizes, copyOptions.machine().get());
        return new SelectedFlags(fitted.processes(), fitted.flags());
    }

    private int wantedProcesses(CopySizes sizes) {
        return provider.processesFor(sizes.sizesDescending().size());
    }

    private ResourceLimiter.FittedFlags limitedFlags(RcloneJobType job, CopySizes sizes, MachineResources machine) {
        List<TunedFlag> flags = provider.tunedFlags().getOrDefault(job, List.of()).stream()
                .filter(flag -> copyOptions.userSetting(flag.name()).isEmpty())
                .toList();
        return new ResourceLimiter(machine, sizes).limit(wantedProcesses(sizes), flags);
    }

    /** One line for each choice and its reason, each beginning with the title. */
    List<String> describe(String title, RcloneJobType job, CopySizes sizes) {
        MachineResources machine = copyOptions.machine().get();
        int wanted = wantedProcesses(sizes);
        ResourceLimiter.FittedFlags fitted = limitedFlags(job, sizes, machine);
        String begin = title + job.name().toLowerCase(Locale.ROOT) + ": ";
        List<String> lines = new ArrayList<>();
        lines.add(begin + HumanNumbers.files(sizes.sizesDescending().size())
                + sizes.sizesDescending().stream()
                        .findFirst()
                        .filter(size -> size > 0)
                        .map(size -> ", up to " + HumanNumbers.bytes(size))
                        .orElse("")
                + "; " + machine.describe());
        if (wanted > 1) {
            lines.add(begin + fitted.processes() + " rclone in parallel"
                    + (fitted.processes() < wanted
                            ? " instead of " + wanted + ": " + fitted.reducedBecause()
                            : ", because one alone is slow"));
        }
        fitted.flags().forEach(flag -> lines.add(begin + flag.describe()));
        Stream.concat(
                        provider.tunedFlags().getOrDefault(job, List.of()).stream()
                                .map(TunedFlag::name),
                        Stream.of("--transfers", "--checkers"))
                .distinct()
                .forEach(name ->
                        copyOptions.userSetting(name).ifPresent(whose -> lines.add(begin + name + " " + whose)));
        return lines;
    }
}
