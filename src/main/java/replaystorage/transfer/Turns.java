package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import replaystorage.settling.WriterNames;

/** In which order the files of an upload go: what says that others are there goes after them, and what was written lately goes guarded. */
final class Turns {
    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final int MOST_GUARDED = 200;

    private Turns() {}

    /** @param last whether these are the files that others wait for */
    record Turn(Batch batch, boolean last) {}

    static List<Turn> of(List<Step> steps) {
        List<Turn> turns = new ArrayList<>();
        for (boolean last : new boolean[] {false, true}) {
            List<Step> those = steps.stream()
                    .filter(step -> WriterNames.isLast(step.name()) == last)
                    .toList();
            var lately = those.stream()
                    .sorted(Comparator.comparing(
                            (Step step) -> step.local().orElseThrow().stamp().time(), Comparator.reverseOrder()))
                    .collect(Collectors.partitioningBy(
                            Turns::isGuarded, Collectors.mapping(Step::name, Collectors.toList())));
            List<String> guarded = lately.get(true);
            for (int from = 0; from < guarded.size(); from += MOST_GUARDED) {
                int to = Math.min(guarded.size(), from + MOST_GUARDED);
                turns.add(new Turn(new Batch(List.copyOf(guarded.subList(from, to)), true), last));
            }
            if (!lately.get(false).isEmpty()) {
                turns.add(new Turn(Batch.of(lately.get(false)), last));
            }
        }
        return turns;
    }

    private static boolean isGuarded(Step step) {
        Duration age = Duration.between(step.local().orElseThrow().stamp().time(), Instant.now());
        return age.compareTo(Batch.GUARD.plusMillis(500)) > 0 && age.compareTo(LATELY) < 0;
    }
}
