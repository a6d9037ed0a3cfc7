package replaystorage.rclone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.HomeFolders;
import replaystorage.host.ResourceExhaustion;

/** The rclone in use: REPLAY_STORAGE_RCLONE, else the first new enough one in the launcher's folder, on PATH or in our cache. */
public record RcloneBinary(Path file, RcloneVersion version) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String INSTALL_COMMAND = "curl -fsSL https://rclone.org/install.sh | sudo bash";

    /**
     * @param beside the launcher's folder, or null
     * @throws CliException 69 if there is none
     */
    public static RcloneBinary find(Environment environment, Path beside, RcloneVersion oldest) {
        RcloneVersionCache known = new RcloneVersionCache(cacheFolder(environment), beside);
        Optional<String> named = environment.get("REPLAY_STORAGE_RCLONE");
        if (named.isPresent()) {
            return requireUsable(Path.of(named.get()).toAbsolutePath(), environment, known, oldest);
        }
        List<String> unfit = new ArrayList<>();
        for (Path file : candidates(environment, beside)) {
            if (ExecutableFile.defect(file).isEmpty()) {
                Optional<RcloneVersion> version = version(file, environment, known);
                if (version.isPresent() && version.get().isAtLeast(oldest)) {
                    return new RcloneBinary(file, version.get());
                }
                unfit.add(file + version.map(v -> " is " + v).orElse(" does not report its version"));
            }
        }
        String found =
                unfit.isEmpty() ? "rclone is not installed" : "no rclone is new enough: " + String.join(", ", unfit);
        throw new CliException(ExitStatus.UNAVAILABLE, found + " (" + oldest + " or newer is needed)", INSTALL_COMMAND);
    }

    private static RcloneBinary requireUsable(
            Path file, Environment environment, RcloneVersionCache known, RcloneVersion oldest) {
        String name = "REPLAY_STORAGE_RCLONE: rclone at " + file + " ";
        ExecutableFile.defect(file).ifPresent(defect -> {
            throw new CliException(ExitStatus.UNAVAILABLE, name + defect, "unset REPLAY_STORAGE_RCLONE");
        });
        RcloneVersion version = version(file, environment, known)
                .orElseThrow(() -> new CliException(
                        ExitStatus.UNAVAILABLE, name + "does not tell its version", "unset REPLAY_STORAGE_RCLONE"));
        if (!version.isAtLeast(oldest)) {
            throw new CliException(
                    ExitStatus.UNAVAILABLE,
                    name + "is " + version + ", but " + oldest + " or newer is needed",
                    INSTALL_COMMAND);
        }
        return new RcloneBinary(file, version);
    }

    /** Runs `rclone version` in an empty environment, because variables could add output. */
    private static Optional<RcloneVersion> version(Path file, Environment environment, RcloneVersionCache known) {
        Optional<RcloneVersion> remembered = known.find(file);
        if (remembered.isPresent()) {
            return remembered;
        }
        Rclone.RcloneOutput output;
        try {
            output = ProcessRclone.withoutRemote(file, environment).collectOutput(List.of("version"), TIMEOUT);
        } catch (CliException e) {
            return Optional.empty();
        }
        ResourceExhaustion.throwIfExhausted(output.log());
        Optional<RcloneVersion> version = output.exit().isSuccess()
                ? output.stdout().stream().findFirst().flatMap(RcloneVersion::parse)
                : Optional.empty();
        version.ifPresent(v -> known.remember(file, v));
        return version;
    }

    private static List<Path> candidates(Environment environment, Path beside) {
        List<Path> files = new ArrayList<>();
        if (beside != null) {
            files.add(beside.toAbsolutePath().resolve("rclone"));
        }
        for (String folder : environment.get("PATH", "").split(":", -1)) {
            if (!folder.isEmpty()) {
                files.add(Path.of(folder).toAbsolutePath().resolve("rclone"));
            }
        }
        files.addAll(cachedBinaries(cacheFolder(environment)));
        return files.stream().filter(Files::exists).distinct().toList();
    }

    /** Newest first. */
    private static List<Path> cachedBinaries(Path cache) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache, "rclone-*")) {
            folders.forEach(folder -> files.add(folder.resolve("rclone")));
        } catch (IOException e) {
            return List.of();
        }
        files.sort(Comparator.comparing(RcloneBinary::versionInName).reversed());
        return files;
    }

    private static RcloneVersion versionInName(Path file) {
        String name = file.getParent().getFileName().toString().substring("rclone-".length());
        return RcloneVersion.parse(name).orElse(new RcloneVersion(0, 0, 0, ""));
    }

    /** The folder in which the launcher installs rclone. */
    private static Path cacheFolder(Environment environment) {
        return new HomeFolders(environment)
                .cache()
                .orElse(Path.of("/var/cache"))
                .resolve("replay-storage");
    }
}
