package replaystorage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import replaystorage.autosync.StatusFile;
import replaystorage.host.LockFile;
import replaystorage.progress.Figures;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;
import replaystorage.settling.Settling;
import replaystorage.transfer.Filter;
import replaystorage.transfer.LocalFile;
import replaystorage.transfer.Unsaved;

/** Tells how an auto-sync stands: by its status file, its lock, and a look at its folder as it is now. */
final class AutoSyncReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int NAMED = 3;
    private static final int LISTED = 100;

    private final Session session;
    private final Path folder;
    private final StatusFile file;
    private final Path lock;

    AutoSyncReport(Session session, Path folder, StatusFile file, Path lock) {
        this.session = session;
        this.folder = folder;
        this.file = file;
        this.lock = lock;
    }

    /** What the auto-sync told last, whether it runs, and what is not saved now. */
    private record Standing(Map<String, String> told, boolean runs, Unsaved unsaved) {
        private String state() {
            boolean ended = told.get("state").equals("ended");
            return runs || ended ? told.get("state") : "killed";
        }

        private int failures() {
            return Integer.parseInt(told.get("failures"));
        }

        private boolean isGood() {
            return unsaved.isNothing() && (runs ? failures() == 0 : state().equals("ended"));
        }

        private Optional<Instant> next() {
            return runs ? Optional.ofNullable(told.get("next")).map(Instant::parse) : Optional.empty();
        }

        /** At the rate of the last upload; empty where none is known, or nobody sends. */
        private Optional<Duration> upload() {
            long rate = Long.parseLong(told.get("bytes_per_second"));
            if (unsaved.isNothing() && !state().equals("killed")) {
                return Optional.of(Duration.ZERO);
            }
            return !runs || rate == 0 || unsaved.ready().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds((unsaved.readyBytes() + rate - 1) / rate));
        }
    }

    /**
     * @return 0 where all is saved, and it runs and its last round went well, or has ended; else 75
     * @throws CliException 3 where there never was one
     */
    int run(boolean json) {
        Map<String, String> told = file.read();
        if (told.isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no auto-sync: no " + file.path(),
                    "nohup replay-storage auto-sync &");
        }
        boolean runs = !told.get("state").equals("ended") && isLocked();
        Standing standing = new Standing(told, runs, unsaved(told));
        if (json) {
            session.result(json(standing));
        } else {
            tell(standing);
        }
        return standing.isGood() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
    }

    private Unsaved unsaved(Map<String, String> told) {
        Filter filter = new Filter(lines(told.get("include")), lines(told.get("exclude")))
                .and(TransferOptions.excluded(session.preferences()));
        Settling settling = new Settling(Duration.ofSeconds(Long.parseLong(told.getOrDefault("settle_seconds", "3"))));
        Path record = Path.of(told.getOrDefault("record", ""));
        return Unsaved.in(folder, record, session.workspace().state(), filter, settling);
    }

    private static List<String> lines(String text) {
        return text == null ? List.of() : text.lines().toList();
    }

    private void tell(Standing standing) {
        Map<String, String> told = standing.told();
        Unsaved unsaved = standing.unsaved();
        line("folder", folder + (Files.isDirectory(folder) ? "" : " (not there)"));
        line("remote", told.get("remote"));
        line("state", standing.state());
        line("last success", local(told.get("last_success")));
        if (unsaved.isNothing()) {
            line("saved", "all: " + Figures.count(unsaved.files(), "file") + ", " + Figures.bytes(unsaved.bytes()));
        } else if (!unsaved.all().isEmpty()) {
            session.result("not safe yet: " + names(unsaved.all()) + ", " + Figures.bytes(unsaved.allBytes()) + "; "
                    + prospect(standing));
        }
        if (!unsaved.ready().isEmpty()) {
            line("pending", Figures.count(unsaved.ready().size(), "file") + ", " + Figures.bytes(unsaved.readyBytes()));
        }
        count("still being written", unsaved.waiting().size(), "file");
        count("logs that have grown", unsaved.grown().size(), "file");
        count("can't be read", unsaved.unreadable(), "name");
        standing.upload()
                .filter(time -> !time.isZero())
                .ifPresent(time -> line(
                        "time until saved",
                        Figures.duration(standing.next()
                                .map(AutoSyncReport::until)
                                .orElse(Duration.ZERO)
                                .plus(time))));
        line("failed rounds", standing.failures() == 0 ? null : Figures.count(standing.failures()));
        line("error", told.get("error"));
        line("next round", standing.next().map(AutoSyncReport::local).orElse(null));
        line("status file", file.path().toString());
    }

    private static String names(List<LocalFile> files) {
        String names = files.stream().limit(NAMED).map(LocalFile::name).collect(Collectors.joining(", "));
        return files.size() > NAMED ? names + " and " + Figures.count(files.size() - NAMED) + " more" : names;
    }

    /** What becomes of what is not saved. */
    private static String prospect(Standing standing) {
        return switch (standing.state()) {
            case "killed" -> "the auto-sync was killed";
            case "ended" -> "the auto-sync has ended";
            case "waiting" ->
                "next round in "
                        + Figures.duration(
                                standing.next().map(AutoSyncReport::until).orElse(Duration.ZERO));
            default -> "a round is under way";
        };
    }

    private static Duration until(Instant time) {
        Duration left = Duration.between(Instant.now(), time);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String local(String time) {
        return time == null ? null : local(Instant.parse(time));
    }

    private static String local(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }

    private void count(String name, long count, String noun) {
        if (count > 0) {
            line(name, Figures.count(count, noun));
        }
    }

    private void line(String name, String value) {
        if (value != null) {
            session.result(String.format("%-20s %s", name + ":", value));
        }
    }

    private String json(Standing standing) {
        Unsaved unsaved = standing.unsaved();
        Map<String, Object> now = new LinkedHashMap<>();
        now.put("pending_files", unsaved.ready().size());
        now.put("pending_bytes", unsaved.readyBytes());
        now.put("unsettled_files", unsaved.waiting().size());
        now.put("unreadable_files", unsaved.unreadable());
        now.put("seconds_to_safety", standing.upload().map(Duration::toSeconds).orElse(null));
        if (!standing.runs()) {
            now.put("next", null);
        }
        now.put("running", standing.runs());
        now.put("checked", Instant.now().toString());
        now.put(
                "unsaved",
                unsaved.all().stream().limit(LISTED).map(LocalFile::name).toList());
        try {
            return file.json(now);
        } catch (IOException e) {
            throw new CliException(ExitStatus.LOCAL, file.path() + " can't be read: " + Reason.of(e));
        }
    }

    /** Where no lock can be had the word of the file must do. */
    private boolean isLocked() {
        try {
            Optional<LockFile> probe = LockFile.take(lock);
            probe.ifPresent(LockFile::close);
            return probe.isEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
