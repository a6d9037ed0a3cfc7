package replaystorage.transfer.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LinkTargets;
import replaystorage.transfer.list.LocalFile;

/**
 * A file that is reached through a link and lies in the same folder under a name of its own: its bytes go over the line once, under that name.
 *
 * @param plannedFile what is planned for the name behind the link
 * @param originalName the name of its own
 */
public record AliasCopy(PlannedFile plannedFile, String originalName) {

    /** The steps of a plan, those apart that the storage itself can do. */
    public record AliasSplit(List<PlannedFile> remaining, List<AliasCopy> aliases) {}

    /** @param proven whether the storage is known to hold a file of this name as it is here */
    public static AliasSplit split(Plan plan, LinkTargets links, Predicate<LocalFile> proven) {
        List<PlannedFile> own = new ArrayList<>();
        List<AliasCopy> aliases = new ArrayList<>();
        if (links.isEmpty() || plan.route().appendOnly()) {
            return new AliasSplit(plan.plannedFiles(), aliases);
        }
        Set<String> sent = plan.plannedFiles().stream()
                .filter(planned -> planned.action() == Action.COPY || planned.action() == Action.KEEP_REMOTE)
                .map(PlannedFile::name)
                .collect(Collectors.toSet());
        for (PlannedFile planned : plan.plannedFiles()) {
            Optional<String> original = planned.action() != Action.COPY
                    ? Optional.empty()
                    : links.pathThroughLinks(planned.name())
                            .filter(LinkTargets.LinkedPath::isInside)
                            .map(LinkTargets.LinkedPath::originalName);
            original.filter(name -> sent.contains(name)
                            || proven.test(new LocalFile(plan.route().localFolder(), name, versionOf(planned))))
                    .ifPresentOrElse(name -> aliases.add(new AliasCopy(planned, name)), () -> own.add(planned));
        }
        return new AliasSplit(own, aliases);
    }

    private static FileVersion versionOf(PlannedFile planned) {
        return planned.local().orElseThrow().version();
    }

    public String name() {
        return plannedFile.name();
    }

    /** The original, as it was when the name behind the link was looked at. */
    public LocalFile originalFile() {
        LocalFile file = plannedFile.local().orElseThrow();
        return new LocalFile(file.folder(), originalName, file.version());
    }

    /** What both names have in common at their end, in whole parts; empty where not even the file is called alike. */
    public String commonSuffix() {
        int same = 0;
        int each = 0;
        while (each < name().length()
                && each < originalName.length()
                && name().charAt(name().length() - 1 - each) == originalName.charAt(originalName.length() - 1 - each)) {
            each++;
            if (endsAtSeparator(name(), each) && endsAtSeparator(originalName, each)) {
                same = each;
            }
        }
        return name().substring(name().length() - same);
    }

    private static boolean endsAtSeparator(String name, int length) {
        return length == name.length() || name.charAt(name.length() - 1 - length) == '/';
    }

    /** The folder that a rest lies in, without a slash at its end; empty for the root. */
    public static String parentOf(String name, String rest) {
        return name.substring(0, Math.max(0, name.length() - rest.length() - 1));
    }
}
