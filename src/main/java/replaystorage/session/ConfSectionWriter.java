package replaystorage.session;

import java.util.function.Supplier;
import replaystorage.console.CommandConsole;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.settings.Settings;

/** Writes the section of the storage that is set into rclone.conf, and says what became of it. */
public final class ConfSectionWriter {
    private final RcloneConfUpdater conf;
    private final Supplier<Settings> settings;
    private final CommandConsole console;

    ConfSectionWriter(RcloneConfUpdater conf, Supplier<Settings> settings, CommandConsole console) {
        this.conf = conf;
        this.settings = settings;
        this.console = console;
    }

    /** What stands in the way is an error. @return what became of the section */
    public String write() {
        Settings wanted = settings.get();
        RcloneConfUpdater.ConfUpdate applied = conf.updateOrFail(wanted);
        applied.notes().forEach(console::note);
        String section = "[" + wanted.remote() + "]";
        return applied.written()
                ? "wrote " + section + " to " + conf.path()
                : section + " in " + conf.path() + " is up to date";
    }

    /** Whether rclone.conf holds other values than what is set. */
    public boolean differs() {
        Settings wanted = settings.get();
        return isWritten(wanted) && !conf.childVariables(wanted).isEmpty();
    }

    /** What to say of a section that was not replaced. */
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
