package replaystorage.jobs.autosync;

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
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockFile;
import replaystorage.jobs.autosync.AutoSyncStatus.AutoSyncState;
import replaystorage.session.CommandSession;
import replaystorage.session.option.TransferOptions;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.NameFilter;

/** Reports the status of an auto-sync from its status file, its lock and a scan of its folder. */
public final class AutoSyncStatusReport {
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int MAX_NAMED = 3;
    private static final int MAX_LISTED = 100;

    private final CommandSession session;
    private final Path folder;
    private final AutoSyncStatusFile file;
    private final Path lock;

    public AutoSyncStatusReport(CommandSession session, Path folder, AutoSyncStatusFile file, Path lock) {
        this.session = session;
        this.folder = folder;
        this.file = file;
        this.lock = lock;
    }

    /** The last reported status, whether the process runs, and the files that are not saved now. */
    private record ObservedStatus(Map<String, String> statusFields, boolean running, UnsavedFiles unsaved) {
        private AutoSyncState state() {
            AutoSyncState last = AutoSyncState.parse(statusFields.get("state"));
            return running || last == AutoSyncState.ENDED ? last : AutoSyncState.KILLED;
        }

        private int failures() {
            return Integer.parseInt(statusFields.get("failures"));
        }

        private boolean isHealthy() {
            return unsaved.isEmpty() && (running ? failures() == 0 : state() == AutoSyncState.ENDED);
        }

        private Optional<Instant> nextRound() {
            return running ? Optional.ofNullable(statusFields.get("next")).map(Instant::parse) : Optional.empty();
        }

        /** At the rate of the last upload; empty if unknown or if no auto-sync runs. */
        private Optional<Duration> remainingUploadTime() {
            long rate = Long.parseLong(statusFields.get("bytes_per_second"));
            if (unsaved.isEmpty() && state() != AutoSyncState.KILLED) {
                return Optional.of(Duration.ZERO);
            }
            return !running || rate == 0 || unsaved.stableFiles().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds((unsaved.stableBytes() + rate - 1) / rate));
        }
    }

    /**
     * @return 0 if all files are saved, and it has ended or it runs and its last round succeeded; else 75
     * @throws CliException 3 if there never was an auto-sync
     */
    public int run(boolean json) {
        Map<String, String> told = file.read();
        if (told.isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "no auto-sync has run here: there is no " + file.path(),
                    "nohup replay-storage auto-sync &");
        }
        boolean runs = AutoSyncState.parse(told.get("state")) != AutoSyncState.ENDED && isLocked();
        ObservedStatus standing = new ObservedStatus(told, runs, findUnsaved(told));
        if (json) {
            session.printResult(toJson(standing));
        } else {
            printText(standing);
        }
        return standing.isHealthy() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
    }

    private UnsavedFiles findUnsaved(Map<String, String> told) {
        NameFilter filter = new NameFilter(splitLines(told.get("include")), splitLines(told.get("exclude")))
                .excluding(TransferOptions.filterOf(session.userConfig()));
        StableFileDetector stability =
                new StableFileDetector(Duration.ofSeconds(Long.parseLong(told.getOrDefault("settle_seconds", "3"))));
        Path record = Path.of(told.getOrDefault("record", ""));
        return UnsavedFiles.find(folder, record, session.workspace().stateFolder(), filter, stability);
    }

    private static List<String> splitLines(String text) {
        return text == null ? List.of() : text.lines().toList();
    }

    private void printText(ObservedStatus standing) {
        Map<String, String> told = standing.statusFields();
        UnsavedFiles unsaved = standing.unsaved();
        printField("folder", folder + (Files.isDirectory(folder) ? "" : " (not there)"));
        printField("remote", told.get("remote"));
        printField("state", standing.state().word());
        printField("last success", localTime(told.get("last_success")));
        if (unsaved.isEmpty()) {
            printField(
                    "saved",
                    "all: " + HumanNumbers.files(unsaved.fileCount()) + ", "
                            + HumanNumbers.bytes(unsaved.totalBytes()));
        } else if (!unsaved.allFiles().isEmpty()) {
            session.printResult("not safe yet: " + joinNames(unsaved.allFiles()) + ", "
                    + HumanNumbers.bytes(unsaved.unsavedBytes()) + "; " + outlook(standing));
        }
        if (!unsaved.stableFiles().isEmpty()) {
            printField(
                    "pending",
                    HumanNumbers.files(unsaved.stableFiles().size()) + ", "
                            + HumanNumbers.bytes(unsaved.stableBytes()));
        }
        printCount("still being written", unsaved.unstableFiles().size(), "file");
        printCount("logs that have grown", unsaved.grownLogs().size(), "file");
        printCount("can't be read", unsaved.unreadableFiles(), "name");
        standing.remainingUploadTime()
                .filter(time -> !time.isZero())
                .ifPresent(time -> printField(
                        "time until saved",
                        HumanNumbers.duration(standing.nextRound()
                                .map(AutoSyncStatusReport::timeUntil)
                                .orElse(Duration.ZERO)
                                .plus(time))));
        printField("failed rounds", standing.failures() == 0 ? null : HumanNumbers.count(standing.failures()));
        printField("error", told.get("error"));
        printField(
                "next round",
                standing.nextRound().map(AutoSyncStatusReport::localTime).orElse(null));
        printField("status file", file.path().toString());
    }

    private static String joinNames(List<LocalFile> files) {
        String names = files.stream().limit(MAX_NAMED).map(LocalFile::name).collect(Collectors.joining(", "));
        return files.size() > MAX_NAMED
                ? names + " and " + HumanNumbers.count(files.size() - MAX_NAMED) + " more"
                : names;
    }

    /** What will happen to the files that are not saved. */
    private static String outlook(ObservedStatus standing) {
        return switch (standing.state()) {
            case KILLED -> "the auto-sync was killed";
            case ENDED -> "the auto-sync has ended";
            case WAITING ->
                "next round in "
                        + HumanNumbers.duration(standing.nextRound()
                                .map(AutoSyncStatusReport::timeUntil)
                                .orElse(Duration.ZERO));
            case SENDING, ENDING -> "a round is running";
        };
    }

    private static Duration timeUntil(Instant time) {
        Duration left = Duration.between(Instant.now(), time);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String localTime(String time) {
        return time == null ? null : localTime(Instant.parse(time));
    }

    private static String localTime(Instant time) {
        return TIME_FORMAT.format(time.atZone(ZoneId.systemDefault()));
    }

    private void printCount(String name, long count, String noun) {
        if (count > 0) {
            printField(name, HumanNumbers.count(count, noun));
        }
    }

    private void printField(String name, String value) {
        if (value != null) {
            session.printResult(String.format("%-20s %s", name + ":", value));
        }
    }

    private String toJson(ObservedStatus standing) {
        UnsavedFiles unsaved = standing.unsaved();
        Map<String, Object> now = new LinkedHashMap<>();
        now.put("pending_files", unsaved.stableFiles().size());
        now.put("pending_bytes", unsaved.stableBytes());
        now.put("unsettled_files", unsaved.unstableFiles().size());
        now.put("unreadable_files", unsaved.unreadableFiles());
        now.put(
                "seconds_to_safety",
                standing.remainingUploadTime().map(Duration::toSeconds).orElse(null));
        if (!standing.running()) {
            now.put("next", null);
        }
        now.put("running", standing.running());
        now.put("checked", Instant.now().toString());
        now.put(
                "unsaved",
                unsaved.allFiles().stream()
                        .limit(MAX_LISTED)
                        .map(LocalFile::name)
                        .toList());
        try {
            return file.toJson(now);
        } catch (IOException e) {
            throw new CliException(ExitStatus.LOCAL, file.path() + " can't be read: " + IoErrorText.describe(e));
        }
    }

    /** Without file locks, the status file decides. */
    private boolean isLocked() {
        try {
            Optional<LockFile> probe = LockFile.tryAcquire(lock);
            probe.ifPresent(LockFile::close);
            return probe.isEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
