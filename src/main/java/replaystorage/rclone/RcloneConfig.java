package replaystorage.rclone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider;
import replaystorage.settings.Settings;

/** Makes rclone.conf hold our section, and leaves all else in it as it is. */
public final class RcloneConfig {
    private static final String ENCRYPTED = "is encrypted";
    private static final int ATTEMPTS = 5;

    private final ConfFile file;
    private final ConfDump dump;
    private final ConfDraft draft;

    /**
     * What became of a section.
     *
     * @param environment what the child needs where the file was not written
     * @param notes to be said once each
     * @param unproven the file's section has other values, which stay until the storage has accepted these
     */
    public record Applied(Map<String, String> environment, List<String> notes, boolean written, boolean unproven) {
        /** The file is taken as it is. */
        public static final Applied NOTHING = new Applied(Map.of(), List.of(), false);

        Applied(Map<String, String> environment, List<String> notes, boolean written) {
            this(environment, notes, written, false);
        }
    }

    public RcloneConfig(Rclone rclone, ConfLocation location) {
        this.file = new ConfFile(location);
        this.dump = new ConfDump(rclone);
        this.draft = new ConfDraft(rclone, dump);
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
        return sections(ConfText.of(file.read()));
    }

    /** What the file's section holds, but for what rclone itself renews there. */
    public Map<String, String> written(Settings settings) {
        Map<String, String> section = new LinkedHashMap<>(sections().getOrDefault(settings.remote(), Map.of()));
        settings.provider().variables().stream()
                .filter(Provider.Variable::refreshed)
                .forEach(variable -> section.remove(variable.option()));
        return section;
    }

    /**
     * Writes a section that is missing. The values of one that is there stay, and other ones are for the child's
     * environment only: they may be wrong.
     *
     * @throws CliException 78 where a value would not survive, or the file is of no use
     */
    public Applied offer(Settings settings) {
        Map<String, String> section = sections().get(settings.remote());
        if (section == null) {
            return apply(settings, false);
        }
        Map<String, String> other = changes(settings, section);
        List<String> notes = file.closeToOthers();
        // That a public bucket answers whoever asks says nothing of the keys that stand there.
        boolean unproven = !other.isEmpty() && !settings.isAnonymous();
        return new Applied(environment(settings.remote(), other), notes, false, unproven);
    }

    /**
     * Makes the section hold what the settings say, for this run at least: where the file can't be written, by the
     * child's environment.
     *
     * @throws CliException 78 where a value would not survive, or the file is of no use
     */
    public Applied apply(Settings settings) {
        return apply(settings, false);
    }

    /**
     * The same, but a file that can't be written is an error.
     *
     * @throws CliException 78 where it is encrypted, 74 where it is read-only
     */
    public Applied configure(Settings settings) {
        return apply(settings, true);
    }

    /**
     * What a child needs to try the settings out while the file stays as it is.
     *
     * @throws CliException 78 where a value would not survive in it
     */
    public Map<String, String> lend(Settings settings) {
        return environment(settings.remote(), changes(settings, sections().get(settings.remote())));
    }

    private Map<String, String> changes(Settings settings, Map<String, String> section) {
        Section wanted = new Section(settings);
        Map<String, String> changes = wanted.changes(Optional.ofNullable(section), path());
        wanted.refuseWhatIsLost(changes);
        return changes;
    }

    private Applied apply(Settings settings, boolean mustWrite) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            byte[] before = file.read();
            ConfText text = ConfText.of(before);
            Map<String, String> section = sections(text).get(settings.remote());
            Section wanted = new Section(settings);
            Map<String, String> changes = wanted.changes(Optional.ofNullable(section), path());
            if (changes.isEmpty()) {
                return new Applied(Map.of(), file.closeToOthers(), false);
            }
            wanted.refuseWhatIsLost(changes);
            Optional<String> obstacle = obstacle(text);
            try {
                if (obstacle.isEmpty()) {
                    if (write(before, text, wanted, changes)) {
                        return new Applied(Map.of(), file.closeToOthers(), true);
                    }
                    continue;
                }
            } catch (IOException e) {
                obstacle = Optional.of(
                        "can't be written (" + ConfWorkshop.reason(e).orElse("no permission") + ")");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                obstacle = Optional.of("was not written: interrupted");
            }
            if (mustWrite) {
                throw refusal(text, obstacle.get(), settings.remote());
            }
            return handOver(settings.remote(), changes, obstacle.get());
        }
        throw new CliException(ExitStatus.LOCAL, path() + " keeps being changed by another program");
    }

    private Optional<String> obstacle(ConfText text) {
        if (text.encrypted()) {
            return Optional.of(ENCRYPTED);
        }
        return file.readOnly() ? Optional.of("is read-only") : Optional.empty();
    }

    /** False where somebody else changed the file meanwhile. */
    private boolean write(byte[] before, ConfText text, Section wanted, Map<String, String> changes)
            throws IOException, InterruptedException {
        Path target = file.target();
        try (ConfWorkshop workshop = ConfWorkshop.beside(target)) {
            Path next = draft.make(workshop, text, wanted, changes, path());
            if (!Arrays.equals(before, file.read())) {
                return false;
            }
            file.replaceBy(next, target);
            return true;
        }
    }

    private Map<String, Map<String, String>> sections(ConfText text) {
        return text.puzzling() ? dump.of(path(), path(), text.encrypted()) : text.sections();
    }

    private Applied handOver(String remote, Map<String, String> changes, String obstacle) {
        String elsewhere = obstacle.equals(ENCRYPTED)
                ? ""
                : "; to save it, name a file that can be written: export RCLONE_CONFIG=..., or a folder: export XDG_CONFIG_HOME=...";
        String note = path() + " " + obstacle + " and was left alone: this command takes [" + remote
                + "] from the variables, and SSH sessions don't know it" + elsewhere;
        return new Applied(environment(remote, changes), List.of(note), false);
    }

    private static Map<String, String> environment(String remote, Map<String, String> changes) {
        Map<String, String> environment = new LinkedHashMap<>();
        changes.forEach((key, value) -> environment.put(ChildEnvironment.variable(remote, key), value));
        return environment;
    }

    private CliException refusal(ConfText text, String obstacle, String remote) {
        String message = path() + " " + obstacle + ": [" + remote + "] was not written";
        return text.encrypted()
                ? new CliException(
                        ExitStatus.CONFIG,
                        message
                                + ". Enter it by rclone itself, take the encryption off, or leave it: each run works without",
                        "rclone config --config " + path())
                : new CliException(ExitStatus.LOCAL, message, "export RCLONE_CONFIG=/path/to/a/writable/rclone.conf");
    }
}
