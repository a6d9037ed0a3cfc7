package replaystorage.rclone.conf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.providers.Provider;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.Rclone;
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
     * The keys of each section; empty where there is no file.
     *
     * @throws CliException 78 where rclone can't read the file
     */
    public Map<String, Map<String, String>> sections() {
        return sections(ConfText.parse(file.read()));
    }

    /** What the file's section holds, but for what rclone itself renews there. */
    public Map<String, String> storedValues(Settings settings) {
        Map<String, String> section = new LinkedHashMap<>(sections().getOrDefault(settings.remote(), Map.of()));
        settings.provider().variables().stream()
                .filter(Provider.ProviderVariable::refreshedByRclone)
                .forEach(variable -> section.remove(variable.option()));
        return section;
    }

    /**
     * Writes a section that is missing. The values of one that is there stay, and other ones are for the child's
     * environment only: they may be wrong.
     *
     * @throws CliException 78 where a value would not survive, or the file is of no use
     */
    public ConfUpdate addIfMissing(Settings settings) {
        Map<String, String> section = sections().get(settings.remote());
        if (section == null) {
            return update(settings, false);
        }
        Map<String, String> other = missingOrChanged(settings, section);
        List<String> notes = file.restrictToOwner();
        // That a public bucket answers whoever asks says nothing of the keys that stand there.
        boolean unproven = !other.isEmpty() && !settings.isAnonymous();
        return new ConfUpdate(asVariables(settings.remote(), other), notes, false, unproven);
    }

    /**
     * Makes the section hold what the settings say, for this run at least: where the file can't be written, by the
     * child's environment.
     *
     * @throws CliException 78 where a value would not survive, or the file is of no use
     */
    public ConfUpdate update(Settings settings) {
        return update(settings, false);
    }

    /**
     * The same, but a file that can't be written is an error.
     *
     * @throws CliException 78 where it is encrypted, 74 where it is read-only
     */
    public ConfUpdate updateOrFail(Settings settings) {
        return update(settings, true);
    }

    /**
     * What a child needs to try the settings out while the file stays as it is.
     *
     * @throws CliException 78 where a value would not survive in it
     */
    public Map<String, String> childVariables(Settings settings) {
        return asVariables(
                settings.remote(), missingOrChanged(settings, sections().get(settings.remote())));
    }

    private Map<String, String> missingOrChanged(Settings settings, Map<String, String> section) {
        DesiredConfSection wanted = new DesiredConfSection(settings);
        Map<String, String> changes = wanted.changes(Optional.ofNullable(section), path());
        wanted.requireStorable(changes);
        return changes;
    }

    private ConfUpdate update(Settings settings, boolean mustWrite) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            byte[] before = file.read();
            ConfText text = ConfText.parse(before);
            Map<String, String> section = sections(text).get(settings.remote());
            DesiredConfSection wanted = new DesiredConfSection(settings);
            Map<String, String> changes = wanted.changes(Optional.ofNullable(section), path());
            if (changes.isEmpty()) {
                return new ConfUpdate(Map.of(), file.restrictToOwner(), false);
            }
            wanted.requireStorable(changes);
            Optional<String> obstacle = writeObstacle(text);
            try {
                if (obstacle.isEmpty()) {
                    if (tryWrite(before, text, wanted, changes)) {
                        return new ConfUpdate(Map.of(), file.restrictToOwner(), true);
                    }
                    continue;
                }
            } catch (IOException e) {
                obstacle = Optional.of(
                        "can't be written (" + ConfWorkFolder.reason(e).orElse("no permission") + ")");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                obstacle = Optional.of("was not written: interrupted");
            }
            if (mustWrite) {
                throw notWrittenError(text, obstacle.get(), settings.remote());
            }
            return passByEnvironment(settings.remote(), changes, obstacle.get(), text.isEncrypted());
        }
        throw new CliException(ExitStatus.LOCAL, path() + " keeps being changed by another program");
    }

    private Optional<String> writeObstacle(ConfText text) {
        if (text.isEncrypted()) {
            return Optional.of("is encrypted");
        }
        return file.isReadOnly() ? Optional.of("is read-only") : Optional.empty();
    }

    /** False where somebody else changed the file meanwhile. */
    private boolean tryWrite(byte[] before, ConfText text, DesiredConfSection wanted, Map<String, String> changes)
            throws IOException, InterruptedException {
        Path target = file.realPath();
        try (ConfWorkFolder workshop = ConfWorkFolder.open(target)) {
            Path next = editor.createNext(workshop, text, wanted, changes, path());
            if (!Arrays.equals(before, file.read())) {
                return false;
            }
            file.replaceWith(next, target);
            return true;
        }
    }

    private Map<String, Map<String, String>> sections(ConfText text) {
        return text.needsRclone() ? dump.read(path(), path(), text.isEncrypted()) : text.sections();
    }

    private ConfUpdate passByEnvironment(
            String remote, Map<String, String> changes, String obstacle, boolean encrypted) {
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

    private CliException notWrittenError(ConfText text, String obstacle, String remote) {
        String message = path() + " " + obstacle + ": [" + remote + "] was not written";
        return text.isEncrypted()
                ? new CliException(
                        ExitStatus.CONFIG,
                        message
                                + ". Enter it with rclone itself, remove the encryption, or ignore this: each run works without it",
                        "rclone config --config " + path())
                : new CliException(ExitStatus.LOCAL, message, "export RCLONE_CONFIG=/path/to/a/writable/rclone.conf");
    }
}
