package replaystorage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.host.IoErrorText;
import replaystorage.host.PasteableCommand;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.settings.Settings;

/** Tests whether rclone.conf is readable, private, and agrees with the variables. */
public final class RcloneConfCheck implements Check {
    private static final Set<PosixFilePermission> OTHERS_PERMISSIONS = PosixFilePermissions.fromString("---rwxrwx");

    private final Supplier<RcloneConfUpdater> config;
    private final Supplier<Settings> settings;

    public RcloneConfCheck(Supplier<RcloneConfUpdater> config, Supplier<Settings> settings) {
        this.config = config;
        this.settings = settings;
    }

    @Override
    public List<Finding> run() {
        Path file = config.get().path();
        if (!Files.exists(file)) {
            return List.of(Finding.ok(file + " does not exist yet; the first command that needs it writes it"));
        }
        List<Finding> findings = new ArrayList<>();
        int sections = config.get().sections().names().size();
        findings.add(Finding.ok(file + ", " + sections + (sections == 1 ? " section" : " sections") + ageText(file)));
        checkPermissions(file, findings);
        checkValues(file, findings);
        return findings;
    }

    private static String ageText(Path file) {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
            return age.toDays() > 0
                    ? ", written " + age.toDays() + (age.toDays() == 1 ? " day ago" : " days ago")
                    : ", written within the last day";
        } catch (IOException e) {
            return "";
        }
    }

    private static void checkPermissions(Path file, List<Finding> findings) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.stream().anyMatch(OTHERS_PERMISSIONS::contains)) {
                findings.add(Finding.warning(
                        file + " holds secrets, and other users can read it (" + PosixFilePermissions.toString(mode)
                                + ")",
                        "chmod 600 " + PasteableCommand.quote(file.toString())));
            }
        } catch (IOException e) {
            findings.add(
                    Finding.warning("can't read the permissions of " + file + ": " + IoErrorText.describe(e), null));
        }
    }

    private void checkValues(Path file, List<Finding> findings) {
        Settings chosen;
        try {
            chosen = settings.get();
        } catch (CliException e) {
            // The check of the settings reports it.
            return;
        }
        try {
            boolean there = config.get().sections().contains(chosen.remote());
            if (there && !config.get().childVariables(chosen).isEmpty()) {
                findings.add(Finding.warning(
                        "[" + chosen.remote() + "] of " + file
                                + " differs from the variables, which take precedence; the next command updates it once the storage accepts them",
                        "replay-storage configure " + chosen.provider().name()));
            }
        } catch (CliException e) {
            findings.add(Finding.error(e));
        }
    }
}
