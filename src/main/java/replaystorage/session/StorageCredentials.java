package replaystorage.session;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import replaystorage.console.CommandConsole;
import replaystorage.host.CliException;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.Redaction;
import replaystorage.rclone.ReplaceableRclone;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.rclone.conf.UnsavedSectionRclone;
import replaystorage.settings.Settings;

/** The credentials of an opened storage: written into rclone.conf once the storage has accepted them, and renewed when they change. */
public final class StorageCredentials {
    private final RcloneBuilder builder;
    private final RcloneConfUpdater conf;
    private final ConfSectionWriter sectionWriter;
    private final CommandConsole console;
    private UnsavedSectionRclone unsavedRclone;
    private ReplaceableRclone replaceableRclone;
    private Settings openedSettings;
    private Map<String, String> writtenValues;
    private boolean hasUnprovenValues;

    StorageCredentials(
            RcloneBuilder builder, RcloneConfUpdater conf, ConfSectionWriter sectionWriter, CommandConsole console) {
        this.builder = builder;
        this.conf = conf;
        this.sectionWriter = sectionWriter;
        this.console = console;
    }

    /** What rclone.conf lacks holds for this run only. */
    Rclone openUnsaved(Settings settings) {
        return builder.process(settings, conf.childVariables(settings), builder.redaction(settings));
    }

    /** The same, and {@link #areAccepted} tells whether the storage accepts it. */
    Rclone openForTrial(Settings settings) {
        return withUnsavedValues(settings, conf.childVariables(settings), () -> false);
    }

    /** Adds the section to rclone.conf if it is not there; other values than it has are written once they are accepted. */
    Supplier<Rclone> openSaved(Settings settings) {
        RcloneConfUpdater.ConfUpdate applied = addIfMissing(settings);
        return () -> {
            replaceableRclone = new ReplaceableRclone(savingRclone(settings, applied));
            return replaceableRclone;
        };
    }

    private RcloneConfUpdater.ConfUpdate addIfMissing(Settings settings) {
        RcloneConfUpdater.ConfUpdate applied = conf.addIfMissing(settings);
        applied.notes().forEach(console::note);
        return applied;
    }

    private Rclone savingRclone(Settings settings, RcloneConfUpdater.ConfUpdate applied) {
        hasUnprovenValues = applied.unproven();
        openedSettings = settings;
        writtenValues = conf.storedValues(settings);
        return hasUnprovenValues
                ? withUnsavedValues(settings, applied.childVariables(), () -> save(settings))
                : builder.process(settings, applied.childVariables(), builder.redaction(settings));
    }

    private Rclone withUnsavedValues(Settings settings, Map<String, String> values, BooleanSupplier save) {
        Redaction redaction = builder.redaction(settings);
        unsavedRclone = new UnsavedSectionRclone(
                builder.process(settings, values, redaction), builder.process(settings, Map.of(), redaction), save);
        return unsavedRclone;
    }

    private boolean save(Settings settings) {
        RcloneConfUpdater.ConfUpdate applied = conf.update(settings);
        writtenValues = conf.storedValues(settings);
        applied.notes().forEach(console::note);
        if (applied.written()) {
            console.note(
                    "[" + settings.remote() + "] in " + conf.path() + " has the new values: the storage accepted them");
        }
        return applied.childVariables().isEmpty();
    }

    /**
     * Takes over credentials that changed since the storage was opened: of a NAME_FILE, or of rclone.conf by another
     * program.
     *
     * @param now what is set now
     * @return whether there are any
     * @throws CliException 78 where they are of no use
     */
    boolean renew(Settings now) {
        boolean isOurs = !now.credentials().equals(openedSettings.credentials());
        if (!isOurs && conf.storedValues(now).equals(writtenValues)) {
            return false;
        }
        replaceableRclone.replaceWith(
                savingRclone(now, isOurs ? conf.addIfMissing(now) : RcloneConfUpdater.ConfUpdate.NOTHING));
        return true;
    }

    /** The variables that hold credentials, whose values can't change while this program runs. */
    List<String> variables() {
        return openedSettings.credentials().keySet().stream()
                .map(key -> openedSettings.variables().getOrDefault(key, key))
                .toList();
    }

    boolean areAccepted() {
        return unsavedRclone != null && unsavedRclone.isAccepted();
    }

    /** Says so if rclone.conf keeps other values than those of this run. */
    void reportUnwrittenValues() {
        if (hasUnprovenValues && !unsavedRclone.isAccepted()) {
            console.note(sectionWriter.keptMessage(
                    "the storage " + (unsavedRclone.isAsked() ? "did not accept" : "was not asked about")
                            + " the other values of this run"));
        }
    }
}
