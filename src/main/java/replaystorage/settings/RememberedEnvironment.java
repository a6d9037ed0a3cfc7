package replaystorage.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.host.AtomicFile;
import replaystorage.host.Environment;
import replaystorage.host.HomeFolders;
import replaystorage.providers.ProviderCatalogue;

/** Variables that an entrypoint stores beside rclone.conf for sessions that lack the pod's variables: a NAME=value per line, no secrets. */
public final class RememberedEnvironment {
    private static final String FILE_NAME = "replay-storage.env";
    private static final String PROVIDER_VARIABLE = "REPLAY_STORAGE_PROVIDER";
    private static final String REMOTE_VARIABLE = "REPLAY_STORAGE_REMOTE";
    private static final Set<String> PATH_VARIABLES = Set.of(
            "WORKSPACE",
            "APP_DIR",
            "REPLAY_DIR",
            "CHECKPOINT_DIR",
            "LOG_FILE",
            "RCLONE_CONFIG",
            "REPLAY_STORAGE_BIN",
            "REPLAY_STORAGE_CONFIG");
    private static final Set<String> WORD_VARIABLES = Set.of("REPLAY_SUBDIR", "SYNC_INTERVAL", "POD_ID");

    private final List<Path> files;
    private final boolean confMoved;

    /** Uses both the folder of a moved rclone.conf and the default one, where sessions look that don't know of the move. */
    public RememberedEnvironment(Environment environment) {
        Optional<Path> folder = environment.get("RCLONE_CONFIG").map(Path::of).map(RememberedEnvironment::folder);
        this.confMoved = folder.isPresent();
        Stream<Path> usual = new HomeFolders(environment).configFolders().map(each -> each.resolve("rclone"));
        this.files = Stream.concat(folder.stream(), usual)
                .map(each -> each.toAbsolutePath().resolve(FILE_NAME))
                .distinct()
                .toList();
    }

    public List<Path> files() {
        return files;
    }

    private static Path folder(Path conf) {
        return conf.toAbsolutePath().normalize().getParent();
    }

    /**
     * Adds remembered variables as defaults. The storage comes from only one of both: keys of one and a bucket of the other would be a third
     * storage.
     *
     * @param catalogue used only if variables are remembered
     */
    public Environment withDefaults(Environment environment, Supplier<ProviderCatalogue> catalogue) {
        Map<String, String> remembered = read();
        if (remembered.isEmpty()) {
            return environment;
        }
        Map<String, String> all = new LinkedHashMap<>(environment.all());
        // A session that sourced the entrypoint has the bucket variables without the credentials.
        all.entrySet().removeAll(remembered.entrySet());
        boolean own = namesStorage(Environment.of(all), catalogue.get());
        all.putAll(environment.all());
        remembered.forEach((name, value) -> {
            if (environment.all().getOrDefault(name, "").isEmpty() && (!own || isRemembered(name))) {
                all.put(name, value);
            }
        });
        return Environment.of(all);
    }

    private static boolean namesStorage(Environment environment, ProviderCatalogue catalogue) {
        return Stream.of(PROVIDER_VARIABLE, REMOTE_VARIABLE)
                        .anyMatch(name -> environment.get(name).isPresent())
                || !catalogue.configuredProviders(environment).isEmpty();
    }

    private static boolean isRemembered(String name) {
        return PATH_VARIABLES.contains(name) || WORD_VARIABLES.contains(name);
    }

    private Map<String, String> read() {
        // A user who moved rclone.conf uses another storage than the pod.
        Optional<Path> file = files.stream()
                .limit(confMoved ? 1 : files.size())
                .filter(Files::isRegularFile)
                .findFirst();
        try (Stream<String> lines = file.isPresent() ? Files.lines(file.get()) : Stream.of()) {
            return lines.filter(line -> line.indexOf('=') > 0)
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1),
                            (first, second) -> second));
        } catch (IOException | UncheckedIOException e) {
            return Map.of();
        }
    }

    /**
     * Replaces the remembered variables.
     *
     * @param settings empty if no storage could be opened
     * @return the files that can't be written
     */
    public List<Path> write(Environment environment, Optional<Settings> settings) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.ifPresent(known -> {
            values.put(PROVIDER_VARIABLE, known.provider().name());
            environment.get(REMOTE_VARIABLE).ifPresent(remote -> values.put(REMOTE_VARIABLE, known.remote()));
            values.putAll(known.bucketVariables());
            if (known.isAnonymous()) {
                known.provider().options().with().keySet().forEach(name -> values.put(name, "true"));
            }
        });
        PATH_VARIABLES.forEach(name -> environment
                .get(name)
                .ifPresent(
                        path -> values.put(name, Path.of(path).toAbsolutePath().toString())));
        WORD_VARIABLES.forEach(name -> environment.get(name).ifPresent(word -> values.put(name, word)));
        values.values().removeIf(value -> value.indexOf('\n') >= 0);
        String text = values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return files.stream().filter(file -> !tryReplace(file, text)).toList();
    }

    private static boolean tryReplace(Path file, String text) {
        try {
            replace(file, text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        AtomicFile.writePrivate(file, out -> out.write(text));
    }
}
