package replaystorage.transfer.copy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.transfer.plan.PlannedFile;

public record CopyBatch(List<String> names) {

    public static CopyBatch of(Collection<String> names) {
        return new CopyBatch(List.copyOf(names));
    }

    public static CopyBatch ofPlanned(Collection<PlannedFile> steps) {
        return new CopyBatch(steps.stream().map(PlannedFile::name).toList());
    }

    public CopyBatch without(Predicate<String> done) {
        return new CopyBatch(names.stream().filter(done.negate()).toList());
    }

    /** Splits into parts of about equal size, for parallel rclones. */
    List<CopyBatch> split(int parts) {
        List<List<String>> split = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(parts)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            split.get(i % parts).add(names.get(i));
        }
        return split.stream().map(CopyBatch::new).toList();
    }
}
