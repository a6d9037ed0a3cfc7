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
 * A file reached through a symlink inside the folder, which the storage copies from the uploaded original.
 *
 * @param plannedFile named by the path through the link
 */
public record AliasCopy(PlannedFile plannedFile, String originalName) {

    public record AliasSplit(List<PlannedFile> remaining, List<AliasCopy> aliases) {}

    /** @param proven true if the storage is known to hold this file as it is here */
    public static AliasSplit split(Plan plan, LinkTargets links, Predicate<LocalFile> proven) {
        List<PlannedFile> own = new ArrayList<>();
        List<AliasCopy> aliases = new ArrayList<>();
        if (links.isEmpty() || plan.route().appendOnly()) {
            return new AliasSplit(plan.plannedFiles(), aliases);
        }
        Set<String> sent = plan.plannedFiles().stream()
                .filter(planned ->
                        planned.action() == PlannedAction.COPY || planned.action() == PlannedAction.KEEP_REMOTE)
                .map(PlannedFile::name)
                .collect(Collectors.toSet());
        for (PlannedFile planned : plan.plannedFiles()) {
            Optional<String> original = planned.action() != PlannedAction.COPY
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

    /** The original, as it was when the alias was looked at. */
    public LocalFile originalFile() {
        LocalFile file = plannedFile.local().orElseThrow();
        return new LocalFile(file.folder(), originalName, file.version());
    }

    /** The common end of both names, in whole path segments; empty if even the file names differ. */
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

    /** The folder above the common end, without a final slash; empty for the root. */
    public static String parentOf(String name, String rest) {
        return name.substring(0, Math.max(0, name.length() - rest.length() - 1));
    }
}
