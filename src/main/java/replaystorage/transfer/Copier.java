package replaystorage.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider.Flag;
import replaystorage.settings.Job;

/** Has rclone copy files of a list, by several rclones side by side where the backend is slow in one process. */
final class Copier {
    /** A connection that is silent for a minute is given up and its file tried again, instead of rclone's five minutes. */
    private static final List<String> BOUNDED = List.of("--contimeout", "15s", "--timeout", "60s");

    private static final AtomicInteger CHILDREN = new AtomicInteger();

    private final Storage storage;
    private final Reporter reporter;
    private final CopyOptions options;
    private final Pattern hopeless;
    private final FlagChoice choice;
    private final Plan plan;
    private final Room room;

    /** @param plan whose files are copied: their sizes decide how many go at a time */
    Copier(Storage storage, Reporter reporter, CopyOptions options, Plan plan, Room room) {
        this.storage = storage;
        this.reporter = reporter;
        this.options = options;
        this.hopeless = storage.settings().provider().hopeless();
        this.choice = new FlagChoice(storage.settings().provider(), options);
        this.plan = plan;
        this.room = room;
    }

    /** rclone draws its own progress, and has no log. */
    boolean isSilent() {
        return options.ownProgress().isPresent();
    }

    private Load load(Batch batch) {
        return Load.of(plan, batch.names(), room.left(plan.route().local(), Load.needed(plan)));
    }

    /**
     * What came of a copy.
     *
     * @param status of one that was killed, else of the first rclone that failed, 0 where none did
     */
    record Result(CopyLog log, int status, boolean stalled) {
        Result and(Result other) {
            Result first = status != 0 && other.status != Causes.KILLED ? this : other;
            return new Result(log, first.status, stalled || other.stalled);
        }

        /** Whether another try may succeed: rclone came to its own end, and calls the failure neither fatal nor final. */
        boolean mayRetry() {
            return !log.isHopeless() && (status == 0 || status == ExitStatus.FAILED || status == ExitStatus.TEMPORARY);
        }
    }

    /** Copies the named files from folder to folder; both are rclone's paths, a local one absolute. */
    Result copy(Job job, String from, String to, Collection<String> names, List<String> flags) {
        return copy(job, from, to, Batch.of(names), flags, new CopyLog());
    }

    /** The same for one of several batches that share a log. */
    Result copy(Job job, String from, String to, Batch batch, List<String> flags, CopyLog log) {
        Batch left = batch;
        Result result = new Result(log, 0, false);
        for (int attempt = 1; attempt <= tries() && !left.names().isEmpty(); attempt++) {
            result = once(job, from, to, left, flags, log);
            if (!result.stalled()) {
                return result;
            }
            left = left.without(log::isDone);
            tellStalled(left.names().size(), attempt);
        }
        return result;
    }

    /** How often a copy is tried. */
    int tries() {
        return options.tries();
    }

    /** The same without another try of ours. */
    Result once(Job job, String from, String to, Batch batch, List<String> flags, CopyLog log) {
        Load load = load(batch);
        String title = plan.route().title() + " ";
        FlagChoice.Chosen chosen = choice.of(job, load);
        options.told().tell(title + job, () -> choice.inWords(title, job, load));
        return Meanwhile.forEach(
                        batch.split(chosen.processes()), part -> one(job, from, to, part, flags, chosen.flags(), log))
                .stream()
                .reduce(Result::and)
                .orElseThrow();
    }

    /** @param attempt that has stalled, from 1 on */
    void tellStalled(int files, int attempt) {
        reporter.warn("no byte came for " + options.patience().bytes().get().toSeconds() + " s; " + Count.files(files)
                + (attempt < tries() ? " to be tried again" : " given up"));
    }

    private Result one(
            Job job, String from, String to, Batch batch, List<String> flags, List<Flag> tuned, CopyLog log) {
        try (NameList list = NameList.of(storage.temporary(), batch.names())) {
            List<String> arguments = new ArrayList<>(List.of("copy"));
            arguments.addAll(List.of("--files-from-raw", list.path()));
            arguments.addAll(flags);
            return run(job, arguments, tuned, List.of(from, to), log);
        }
    }

    /** Copies one file to another name. */
    Result copyTo(Job job, String from, String to, List<String> flags) {
        List<String> arguments = new ArrayList<>(List.of("copyto"));
        arguments.addAll(flags);
        return run(job, arguments, forOne(job), List.of(from, to), new CopyLog());
    }

    /** Copies a file within the storage, over what has its name there. */
    Result copyOver(RemotePath from, RemotePath to, String name, CopyLog log) {
        return once(
                Job.SNAPSHOT,
                from.folder(),
                to.folder(),
                Batch.of(List.of(name)),
                List.of("--ignore-times", "--no-traverse"),
                log);
    }

    /** Deletes these files of a remote folder that the local one lacks, and nothing else; like a snapshot, that is the work of the server. */
    Result delete(String from, String to, Collection<String> names) {
        try (NameList list = NameList.of(storage.temporary(), names)) {
            List<String> arguments = new ArrayList<>(List.of("sync", "--files-from-raw", list.path()));
            return run(Job.SNAPSHOT, arguments, forOne(Job.SNAPSHOT), List.of(from, to), new CopyLog());
        }
    }

    private List<Flag> forOne(Job job) {
        return choice.of(job, Load.of(1)).flags();
    }

    private Result run(Job job, List<String> arguments, List<Flag> tuned, List<String> paths, CopyLog log) {
        List<String> call = new ArrayList<>(arguments);
        call.addAll(List.of("--copy-links", "--no-unicode-normalization"));
        call.addAll(BOUNDED);
        tuned.stream()
                .filter(flag -> !arguments.contains(flag.name()))
                .map(Flag::words)
                .forEach(call::addAll);
        call.addAll(options.more());
        if (job == Job.UP || (job == Job.DOWN && !isSilent())) {
            // Another try of rclone's own would list the file again, and send whatever it is by then, or bring once
            // more what has its name.
            call.addAll(List.of("--retries", "1"));
        }
        if (options.ownProgress().isPresent()) {
            call.add("--progress");
        } else {
            call.addAll(List.of("--use-json-log", "--stats", "500ms", "--stats-log-level", "NOTICE"));
            call.add(hopeless == null ? "-v" : "-vv");
        }
        call.addAll(paths);
        Duration patience = options.patience().bytes().get();
        Hearing hearing = new Hearing(
                CHILDREN.incrementAndGet(),
                log,
                reporter,
                hopeless,
                options.more().contains("-vv"));
        try {
            Rclone.Ended ended = storage.rclone()
                    .run(new Rclone.Call(
                            call,
                            line -> {},
                            hearing::hear,
                            // A server that copies a large object tells nothing until it is done.
                            job == Job.SNAPSHOT ? patience.multipliedBy(10) : patience,
                            options.ownProgress().orElse(null)));
            int status = ended.stalled() ? ExitStatus.TEMPORARY : ended.status();
            return new Result(log, status, ended.stalled());
        } catch (Hearing.Hopeless e) {
            String what = job.name().toLowerCase(Locale.ROOT) + ": " + e.getMessage();
            log.add(new LogLine(LogLine.Level.ERROR, what, null, null));
            log.giveUp();
            return new Result(log, ExitStatus.FAILED, false);
        }
    }
}
