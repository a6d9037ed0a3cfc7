package replaystorage.session;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import replaystorage.console.CommandConsole;
import replaystorage.host.CliException;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.Redaction;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.rclone.conf.UnsavedSectionRclone;
import replaystorage.settings.Settings;

/** Credentials of an open storage: written to rclone.conf after the storage has accepted them, and renewed if they change. */
public final class StorageCredentials {
    private final RcloneBuilder builder;
    private final RcloneConfUpdater conf;
    private final ConfSectionWriter sectionWriter;
    private final CommandConsole console;
    private UnsavedSectionRclone unsavedRclone;
    /** Replaced if the credentials change while a command runs. */
    private volatile Rclone currentRclone;

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

    /** Values that rclone.conf lacks apply to this run only. */
    Rclone openUnsaved(Settings settings) {
        return builder.process(settings, conf.childVariables(settings), builder.redaction(settings));
    }

    /** Like openUnsaved; {@link #areAccepted} tells whether the storage accepts the credentials. */
    Rclone openForTrial(Settings settings) {
        return withUnsavedValues(settings, conf.childVariables(settings), () -> false);
    }

    /** Adds a missing section to rclone.conf; replaces other values after the storage has accepted the new ones. */
    Supplier<Rclone> openSaved(Settings settings) {
        RcloneConfUpdater.ConfUpdate applied = addIfMissing(settings);
        return () -> {
            currentRclone = savingRclone(settings, applied);
            return call -> currentRclone.run(call);
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
     * Applies credentials that changed since the storage was opened: in a NAME_FILE, or in rclone.conf by another program.
     *
     * @return true if any changed
     * @throws CliException 78 if they are invalid
     */
    boolean renew(Settings now) {
        boolean isOurs = !now.credentials().equals(openedSettings.credentials());
        if (!isOurs && conf.storedValues(now).equals(writtenValues)) {
            return false;
        }
        currentRclone = savingRclone(now, isOurs ? conf.addIfMissing(now) : RcloneConfUpdater.ConfUpdate.NOTHING);
        return true;
    }

    List<String> variables() {
        return openedSettings.credentials().keySet().stream()
                .map(key -> openedSettings.variables().getOrDefault(key, key))
                .toList();
    }

    boolean areAccepted() {
        return unsavedRclone != null && unsavedRclone.isAccepted();
    }

    void reportUnwrittenValues() {
        if (hasUnprovenValues && !unsavedRclone.isAccepted()) {
            console.note(sectionWriter.keptMessage(
                    "the storage " + (unsavedRclone.isAsked() ? "did not accept" : "was not asked about")
                            + " the other values of this run"));
        }
    }
}
