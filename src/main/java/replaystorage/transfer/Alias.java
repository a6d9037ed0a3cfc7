package replaystorage.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A file that is reached through a link and lies in the same folder under a name of its own: its bytes go over the line once, under that name.
 *
 * @param step what is planned for the name behind the link
 * @param original the name of its own
 */
record Alias(Step step, String original) {

    /** The steps of a plan, those apart that the storage itself can do. */
    record Split(List<Step> own, List<Alias> aliases) {}

    /** @param proven whether the storage is known to hold a file of this name as it is here */
    static Split split(Plan plan, Links links, Predicate<LocalFile> proven) {
        List<Step> own = new ArrayList<>();
        List<Alias> aliases = new ArrayList<>();
        if (links.isEmpty() || plan.route().appending()) {
            return new Split(plan.steps(), aliases);
        }
        Set<String> sent = plan.steps().stream()
                .filter(step -> step.action() == Action.COPY || step.action() == Action.KEEP_REMOTE)
                .map(Step::name)
                .collect(Collectors.toSet());
        for (Step step : plan.steps()) {
            Optional<String> original = step.action() != Action.COPY
                    ? Optional.empty()
                    : links.way(step.name()).filter(Links.Way::isInside).map(Links.Way::original);
            original.filter(name -> sent.contains(name)
                            || proven.test(new LocalFile(plan.route().local(), name, stamp(step))))
                    .ifPresentOrElse(name -> aliases.add(new Alias(step, name)), () -> own.add(step));
        }
        return new Split(own, aliases);
    }

    private static Stamp stamp(Step step) {
        return step.local().orElseThrow().stamp();
    }

    String name() {
        return step.name();
    }

    /** The original, as it was when the name behind the link was looked at. */
    LocalFile file() {
        LocalFile file = step.local().orElseThrow();
        return new LocalFile(file.folder(), original, file.stamp());
    }

    /** What both names have in common at their end, in whole parts; empty where not even the file is called alike. */
    String rest() {
        int same = 0;
        int each = 0;
        while (each < name().length()
                && each < original.length()
                && name().charAt(name().length() - 1 - each) == original.charAt(original.length() - 1 - each)) {
            each++;
            if (isPart(name(), each) && isPart(original, each)) {
                same = each;
            }
        }
        return name().substring(name().length() - same);
    }

    private static boolean isPart(String name, int length) {
        return length == name.length() || name.charAt(name.length() - 1 - length) == '/';
    }

    /** The folder that a rest lies in, without a slash at its end; empty for the root. */
    static String above(String name, String rest) {
        return name.substring(0, Math.max(0, name.length() - rest.length() - 1));
    }
}
