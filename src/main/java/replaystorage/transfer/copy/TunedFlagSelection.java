package replaystorage.transfer.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TunedFlag;
import replaystorage.host.HumanNumbers;
import replaystorage.host.MachineResources;
import replaystorage.providers.Provider;
import replaystorage.transfer.copy.ResourceLimiter.FittedFlags;

/** Selects the tuned flags of a job: those of the template, limited to the machine, without those that the user set. */
record TunedFlagSelection(Provider provider, CopyOptions options) {
    FittedFlags select(RcloneJobType job, CopySizes sizes) {
        return select(job, sizes, options.machine().get());
    }

    private FittedFlags select(RcloneJobType job, CopySizes sizes, MachineResources machine) {
        List<TunedFlag> flags = flagsOf(job).stream()
                .filter(flag -> options.userSetting(flag.name()).isEmpty())
                .toList();
        return new ResourceLimiter(machine, sizes).limit(wantedProcesses(sizes), flags);
    }

    private List<TunedFlag> flagsOf(RcloneJobType job) {
        return provider.tunedFlags().getOrDefault(job, List.of());
    }

    private int wantedProcesses(CopySizes sizes) {
        return provider.processesFor(sizes.sizesDescending().size());
    }

    /** One line for each choice and its reason, each beginning with the title. */
    List<String> describe(String title, RcloneJobType job, CopySizes sizes) {
        MachineResources machine = options.machine().get();
        FittedFlags fitted = select(job, sizes, machine);
        List<String> lines = new ArrayList<>();
        lines.add(HumanNumbers.files(sizes.sizesDescending().size())
                + sizes.sizesDescending().stream()
                        .findFirst()
                        .filter(size -> size > 0)
                        .map(size -> ", up to " + HumanNumbers.bytes(size))
                        .orElse("")
                + "; " + machine.describe());
        int wanted = wantedProcesses(sizes);
        if (wanted > 1) {
            lines.add(fitted.processes() + " rclone in parallel"
                    + (fitted.processes() < wanted
                            ? " instead of " + wanted + ": " + fitted.reducedBecause()
                            : ", because one alone is slow"));
        }
        fitted.flags().forEach(flag -> lines.add(flag.describe()));
        Stream.concat(flagsOf(job).stream().map(TunedFlag::name), Stream.of("transfers", "checkers"))
                .distinct()
                .forEach(name -> options.userSetting(name).ifPresent(whose -> lines.add("--" + name + " " + whose)));
        String begin = title + job.name().toLowerCase(Locale.ROOT) + ": ";
        return lines.stream().map(line -> begin + line).toList();
    }
}
