package replaystorage.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files that one call of rclone copies. */
record Batch(List<String> names) {

    static Batch of(Collection<String> names) {
        return new Batch(List.copyOf(names));
    }

    static Batch ofSteps(Collection<Step> steps) {
        return new Batch(steps.stream().map(Step::name).toList());
    }

    Batch without(Predicate<String> done) {
        return new Batch(names.stream().filter(done.negate()).toList());
    }

    /** Disjoint parts of about equal size, for rclones that run side by side. */
    List<Batch> split(int parts) {
        List<List<String>> split = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(parts)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            split.get(i % parts).add(names.get(i));
        }
        return split.stream().map(Batch::new).toList();
    }
}
