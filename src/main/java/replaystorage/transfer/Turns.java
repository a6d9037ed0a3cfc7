package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import replaystorage.settling.WriterNames;

/** In which order the files of an upload go: what says that others are there goes after them, and what was written lately goes guarded. */
final class Turns {
    private static final Duration LATELY = Duration.ofMinutes(2);

    /** The newest; a thousand small files that were written together are no checkpoint that is written anew. */
    private static final int MOST = 64;

    private Turns() {}

    /** @param last whether these are the files that others wait for */
    record Turn(Batch batch, boolean last) {}

    static List<Turn> of(List<Step> steps) {
        List<Turn> turns = new ArrayList<>();
        for (boolean last : new boolean[] {false, true}) {
            List<Step> those = steps.stream()
                    .filter(step -> WriterNames.isLast(step.name()) == last)
                    .toList();
            List<String> guarded = those.stream()
                    .filter(step -> isGuarded(step.local().orElseThrow()))
                    .sorted(Comparator.comparing(
                            (Step step) -> step.local().orElseThrow().stamp().time(), Comparator.reverseOrder()))
                    .map(Step::name)
                    .limit(MOST)
                    .toList();
            if (!guarded.isEmpty()) {
                turns.add(new Turn(new Batch(guarded, true), last));
            }
            Set<String> done = Set.copyOf(guarded);
            List<String> rest = those.stream()
                    .map(Step::name)
                    .filter(name -> !done.contains(name))
                    .toList();
            if (!rest.isEmpty()) {
                turns.add(new Turn(Batch.of(rest), last));
            }
        }
        return turns;
    }

    /** Whether it was written lately, and yet not a moment ago. */
    static boolean isGuarded(LocalFile file) {
        Duration age = Duration.between(file.stamp().time(), Instant.now());
        return age.compareTo(Batch.GUARD.plusMillis(500)) > 0 && age.compareTo(LATELY) < 0;
    }
}
