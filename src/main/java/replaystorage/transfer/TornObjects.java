package replaystorage.transfer;

import java.util.List;
import java.util.Map;
import replaystorage.settings.CliException;

/** Removes new objects whose file was begun anew while rclone read it: each may be half, and stood under its name for a moment only. */
record TornObjects(Route route, Storage storage, Findings findings) {

    /** @param written files that were new in the bucket, and changed here while rclone may have read them */
    void remove(List<Step> written, CopyLog log) {
        List<Step> changed = written.stream()
                .filter(step -> log.isDone(step.name()) && step.remote().isEmpty())
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        Map<String, Stamp> there =
                storage.times(route.remote(), Batch.ofSteps(changed).names());
        for (Step step : changed) {
            Stamp object = there.get(step.name());
            boolean whole = object != null
                    && object.matches(
                            step.local().orElseThrow().stamp(),
                            storage.settings().provider().precision());
            if (object != null && !whole) {
                log.removed(step.name());
                findings.growing(step.name());
                remove(step.name());
            }
        }
    }

    /** Removes one that may be half. */
    void remove(String name) {
        RemotePath bucket =
                new RemotePath(route.remote().remote(), route.remote().bucket(), "");
        try {
            new SmallObjects(storage, bucket).delete(route.remote(), name, List.of());
        } catch (CliException e) {
            findings.fail(
                    name,
                    "was written while it was sent, and what is in the bucket may be half: it could not be removed there: "
                            + e.getMessage());
        }
    }
}
