package replaystorage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import replaystorage.autosync.FolderLock;
import replaystorage.autosync.StatusFile;
import replaystorage.progress.Figures;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** Tells how an auto-sync stands, by its status file and its lock. */
final class AutoSyncReport {
    private final Session session;
    private final StatusFile file;
    private final Path lock;
    private final boolean json;

    AutoSyncReport(Session session, StatusFile file, Path lock, boolean json) {
        this.session = session;
        this.file = file;
        this.lock = lock;
        this.json = json;
    }

    /**
     * @return 0 where it runs and all is well, or has ended with all saved; else 75
     * @throws CliException 3 where there never was one
     */
    int run() {
        Map<String, String> status = file.read();
        if (status.isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no auto-sync: no " + file.path(),
                    "nohup replay-storage auto-sync &");
        }
        boolean ended = status.get("state").equals("ended");
        boolean runs = !ended && isLocked();
        if (json) {
            session.result(text());
        } else {
            tell(status, runs ? status.get("state") : ended ? "ended" : "killed");
        }
        boolean failing = !status.get("failures").equals("0");
        boolean unsaved = !status.get("pending_files").equals("0")
                || !status.get("unsettled_files").equals("0")
                || !status.get("unreadable_files").equals("0");
        boolean good = ended ? !unsaved : runs && !failing;
        return good ? ExitStatus.OK : ExitStatus.INCOMPLETE;
    }

    private void tell(Map<String, String> status, String state) {
        line("folder", status.get("folder"));
        line("remote", status.get("remote"));
        line("state", state);
        line("last success", status.get("last_success"));
        line(
                "pending",
                Figures.count(Long.parseLong(status.get("pending_files")), "file") + ", "
                        + Figures.bytes(Long.parseLong(status.get("pending_bytes"))));
        line("still being written", Figures.count(Long.parseLong(status.get("unsettled_files")), "file"));
        line("can't be read", Figures.count(Long.parseLong(status.get("unreadable_files")), "name"));
        line("seconds to safety", status.get("seconds_to_safety"));
        line("failed rounds", status.get("failures"));
        line("error", status.get("error"));
        line("next round", status.get("next"));
        line("status file", file.path().toString());
    }

    private void line(String name, String value) {
        if (value != null) {
            session.result(String.format("%-20s %s", name + ":", value));
        }
    }

    private String text() {
        try {
            return Files.readString(file.path()).strip();
        } catch (IOException e) {
            throw new CliException(ExitStatus.LOCAL, file.path() + " can't be read: " + e.getMessage());
        }
    }

    /** Where no lock can be had the word of the file must do. */
    private boolean isLocked() {
        try (FolderLock probe = FolderLock.take(lock)) {
            return !probe.isHeld();
        } catch (IOException e) {
            return true;
        }
    }
}
