package replaystorage.transfer;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import replaystorage.settings.Provider.Job;

/**
 * Replaces an object by a file that is too large for a copy here: it goes up under a temporary name outside of all folders that anybody brings,
 * and the storage itself moves it to its own name once the file has turned out to be what was judged.
 */
record TemporaryObjects(Route route, Storage storage, Copier copier) {
    private static final String FOLDER = LocalTree.STATE + "/uploads";

    /** @param step whose version the object has still got right before it is replaced, else nothing is done */
    Copier.Result replace(Step step, CopyLog log) {
        RemotePath bucket =
                new RemotePath(route.remote().remote(), route.remote().bucket(), "");
        RemotePath folder = bucket.resolve(FOLDER).resolve(UUID.randomUUID().toString());
        Batch one = Batch.of(List.of(step.name()));
        CopyLog own = new CopyLog();
        Copier.Result sent =
                copier.once(Job.UP, route.local().toString(), folder.folder(), one, List.of("--no-check-dest"), own);
        boolean isWhole = own.isDone(step.name()) && step.local().orElseThrow().isUnchanged();
        if (isWhole && isStillThere(step)) {
            return copier.move(folder, route.remote(), one, log);
        }
        if (own.isDone(step.name())) {
            new SmallObjects(storage, bucket).delete(folder, step.name(), List.of());
        }
        own.general().forEach(log::add);
        return new Copier.Result(log, sent.status(), sent.stalled());
    }

    private boolean isStillThere(Step step) {
        Map<String, Stamp> now = storage.times(route.remote(), List.of(step.name()));
        Stamp there = now.get(step.name());
        return there == null
                || step.version()
                        .filter(planned -> planned.matches(
                                there, storage.settings().provider().precision()))
                        .isPresent();
    }
}
