package replaystorage.session;

import java.util.function.Supplier;
import replaystorage.console.CommandConsole;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.settings.Settings;

/** Writes the section of the configured storage to rclone.conf, and reports the result. */
public final class ConfSectionWriter {
    private final RcloneConfUpdater conf;
    private final Supplier<Settings> settings;
    private final CommandConsole console;

    ConfSectionWriter(RcloneConfUpdater conf, Supplier<Settings> settings, CommandConsole console) {
        this.conf = conf;
        this.settings = settings;
        this.console = console;
    }

    /** @return a sentence about the section */
    public String write() {
        Settings wanted = settings.get();
        RcloneConfUpdater.ConfUpdate applied = conf.updateOrFail(wanted);
        applied.notes().forEach(console::note);
        String section = "[" + wanted.remote() + "]";
        return applied.written()
                ? "wrote " + section + " to " + conf.path()
                : section + " in " + conf.path() + " is up to date";
    }

    /** True if rclone.conf has other values than the settings. */
    public boolean differs() {
        Settings wanted = settings.get();
        return isWritten(wanted) && !conf.childVariables(wanted).isEmpty();
    }

    /** The message that the section was kept. */
    public String keptMessage(String why) {
        Settings wanted = settings.get();
        String section = "[" + wanted.remote() + "]";
        return isWritten(wanted)
                ? section + " in " + conf.path() + " stays as it was: " + why
                : section + " was not written to " + conf.path() + ": " + why;
    }

    private boolean isWritten(Settings wanted) {
        return !conf.sections().keys(wanted.remote()).isEmpty();
    }
}
