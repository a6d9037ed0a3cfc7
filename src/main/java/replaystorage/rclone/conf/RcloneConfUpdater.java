package replaystorage.rclone.conf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.providers.Provider;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.Rclone;
import replaystorage.settings.ConfSections;
import replaystorage.settings.Settings;

/** Makes rclone.conf hold our section, and leaves all else in it as it is. */
public final class RcloneConfUpdater {
    private static final int MAX_ATTEMPTS = 5;

    private final ConfFile file;
    private final ConfigDump dump;
    private final ConfEditor editor;

    /**
     * What became of a section.
     *
     * @param childVariables what the child needs where the file was not written
     * @param notes to be said once each
     * @param unproven the file's section has other values, which stay until the storage has accepted these
     */
    public record ConfUpdate(
            Map<String, String> childVariables, List<String> notes, boolean written, boolean unproven) {
        /** The file is taken as it is. */
        public static final ConfUpdate NOTHING = new ConfUpdate(Map.of(), List.of(), false);

        ConfUpdate(Map<String, String> environment, List<String> notes, boolean written) {
            this(environment, notes, written, false);
        }
    }

    public RcloneConfUpdater(Rclone rclone, ConfLocation location) {
        this.file = new ConfFile(location);
        this.dump = new ConfigDump(rclone);
        this.editor = new ConfEditor(rclone, dump);
    }

    public Path path() {
        return file.path();
    }

    /**
     * What the file holds; nothing if it does not exist.
     *
     * @throws CliException 78 if rclone can't read the file
     */
    public ConfSections sections() {
        return sections(ConfText.parse(file.read()));
    }

    private ConfSections sections(ConfText text) {
        return text.needsRclone() ? dump.read(path(), path(), text.isEncrypted()) : text.sections();
    }

    /** What the file's section holds, without the keys that rclone itself renews there. */
    public Map<String, String> storedValues(Settings settings) {
        Map<String, String> section = new LinkedHashMap<>(sections().keys(settings.remote()));
        settings.provider().variables().stream()
                .filter(Provider.ProviderVariable::refreshedByRclone)
                .forEach(variable -> section.remove(variable.option()));
        return section;
    }

    /**
     * Writes a section that is missing. The values of one that is there stay, and other ones are for the child's
     * environment only: they may be wrong.
     *
     * @throws CliException 78 if a value would not survive, or the file is of no use
     */
    public ConfUpdate addIfMissing(Settings settings) {
        ConfSections sections = sections();
        if (!sections.contains(settings.remote())) {
            return update(settings);
        }
        Map<String, String> other = new DesiredConfSection(settings).changes(sections, path());
        // That a public bucket answers whoever asks says nothing of the keys that stand there.
        boolean unproven = !other.isEmpty() && !settings.isAnonymous();
        return new ConfUpdate(asVariables(settings.remote(), other), file.restrictToOwner(), false, unproven);
    }

    /**
     * What a child needs to try the settings out while the file stays as it is.
     *
     * @throws CliException 78 if a value would not survive in it
     */
    public Map<String, String> childVariables(Settings settings) {
        return asVariables(settings.remote(), new DesiredConfSection(settings).changes(sections(), path()));
    }

    /**
     * Makes the section hold what the settings say, for this run at least: if the file can't be written, by the
     * child's environment.
     *
     * @throws CliException 78 if a value would not survive, or the file is of no use
     */
    public ConfUpdate update(Settings settings) {
        return update(settings, false);
    }

    /**
     * The same, but a file that can't be written is an error.
     *
     * @throws CliException 78 if it is encrypted, 74 if it is read-only
     */
    public ConfUpdate updateOrFail(Settings settings) {
        return update(settings, true);
    }

    private ConfUpdate update(Settings settings, boolean mustWrite) {
        DesiredConfSection wanted = new DesiredConfSection(settings);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            byte[] before = file.read();
            ConfText text = ConfText.parse(before);
            Map<String, String> changes = wanted.changes(sections(text), path());
            if (changes.isEmpty()) {
                return new ConfUpdate(Map.of(), file.restrictToOwner(), false);
            }
            String obstacle = text.isEncrypted() ? "is encrypted" : file.isReadOnly() ? "is read-only" : null;
            try {
                if (obstacle == null && file.replace(before, editor.next(file, text, wanted, changes))) {
                    return new ConfUpdate(Map.of(), file.restrictToOwner(), true);
                }
            } catch (IOException e) {
                obstacle = "can't be written (" + IoErrorText.describe(e) + ")";
            }
            if (obstacle != null) {
                if (mustWrite) {
                    throw notWrittenError(text.isEncrypted(), obstacle, wanted.name());
                }
                return passByEnvironment(text.isEncrypted(), obstacle, wanted.name(), changes);
            }
        }
        throw new CliException(ExitStatus.LOCAL, path() + " keeps being changed by another program");
    }

    private ConfUpdate passByEnvironment(
            boolean encrypted, String obstacle, String remote, Map<String, String> changes) {
        String elsewhere = encrypted
                ? ""
                : "; to save it, use a writable file: export RCLONE_CONFIG=..., or a writable folder: export XDG_CONFIG_HOME=...";
        String note = path() + " " + obstacle + " and was not changed: this command takes [" + remote
                + "] from the variables, but SSH sessions don't know it" + elsewhere;
        return new ConfUpdate(asVariables(remote, changes), List.of(note), false);
    }

    private static Map<String, String> asVariables(String remote, Map<String, String> changes) {
        Map<String, String> environment = new LinkedHashMap<>();
        changes.forEach((key, value) -> environment.put(ChildEnvironment.variableName(remote, key), value));
        return environment;
    }

    private CliException notWrittenError(boolean encrypted, String obstacle, String remote) {
        String message = path() + " " + obstacle + ": [" + remote + "] was not written";
        return encrypted
                ? new CliException(
                        ExitStatus.CONFIG,
                        message
                                + ". Enter it with rclone itself, remove the encryption, or ignore this: each run works without it",
                        "rclone config --config " + path())
                : new CliException(ExitStatus.LOCAL, message, "export RCLONE_CONFIG=/path/to/a/writable/rclone.conf");
    }
}
