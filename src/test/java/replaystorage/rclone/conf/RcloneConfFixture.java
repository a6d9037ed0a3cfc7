package replaystorage.rclone.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.Redaction;
import replaystorage.settings.Secret;
import replaystorage.settings.Settings;

/** rclone, fake rclones and settings for these tests. */
public final class RcloneConfFixture {
    public static final String PATH = System.getenv("PATH");
    public static final Path RCLONE = Stream.of(PATH.split(":", -1))
            .map(folder -> Path.of(folder, "rclone"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("these tests need rclone on the PATH"));

    private RcloneConfFixture() {}

    public static Rclone rclone(Map<String, String> changes) {
        return new ProcessRclone(RCLONE, isolatedVariables(changes), null, PATH, Redaction.none());
    }

    /** Without the variables of the test run that rclone would read. */
    public static Map<String, String> isolatedVariables(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(
                ChildEnvironment.withoutRemote(Environment.of(System.getenv())).changes());
        all.putAll(changes);
        return all;
    }

    public static Path script(Path folder, String... lines) {
        Path file = folder.resolve("stand-in");
        try {
            Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static Settings settings(String remote, String type, Map<String, String> options, Map<String, String> credentials) {
        Provider provider = ProviderCatalogue.bundled().all().stream()
                .filter(template -> template.backend().equals(type))
                .findFirst()
                .orElseThrow();
        Map<String, Secret> secrets = new LinkedHashMap<>();
        credentials.forEach((key, value) -> secrets.put(key, new Secret(value)));
        Map<String, String> variables = Stream.concat(options.keySet().stream(), credentials.keySet().stream())
                .collect(Collectors.toMap(key -> key, key -> "VARIABLE_OF_" + key));
        return new Settings(
                provider, remote, options, secrets, variables, Optional.empty(), Optional.empty(), List.of());
    }

    static Settings b2(String account, String key) {
        Map<String, String> credentials = new LinkedHashMap<>();
        credentials.put("account", account);
        credentials.put("key", key);
        return settings("b2", "b2", Map.of("hard_delete", "false"), credentials);
    }

    /** The sections of a file as rclone reads them. */
    static Map<String, Map<String, String>> dumpConf(Path conf) {
        return new ConfigDump(rclone(Map.of())).read(conf, conf, false).keysBySection();
    }
}
