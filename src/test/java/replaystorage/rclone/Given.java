package replaystorage.rclone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.settings.Catalogue;
import replaystorage.settings.Environment;
import replaystorage.settings.Provider;
import replaystorage.settings.Secret;
import replaystorage.settings.Settings;

/** What these tests start from: the real rclone, stand-ins for it, settings. */
final class Given {
    static final String PATH = System.getenv("PATH");
    static final Path RCLONE = Stream.of(PATH.split(":", -1))
            .map(folder -> Path.of(folder, "rclone"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("these tests need rclone on the PATH"));

    private Given() {}

    static Rclone rclone(Map<String, String> changes) {
        return new ProcessRclone(RCLONE, isolated(changes), null, PATH, Redaction.none());
    }

    /** The variables of this test run that rclone would read are none of the test's. */
    static Map<String, String> isolated(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(
                ChildEnvironment.bare(Environment.of(System.getenv())).changes());
        all.putAll(changes);
        return all;
    }

    static Path script(Path folder, String... lines) {
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
        Provider provider = Catalogue.packed().all().stream()
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

    /** What rclone itself reads in a file. */
    static Map<String, Map<String, String>> dump(Path conf) {
        return new ConfDump(rclone(Map.of())).of(conf, conf, false);
    }

    /** One run with its lines. */
    record Ran(Rclone.Ended ended, List<String> out, List<String> log) {
        static Ran of(Rclone rclone, Duration patience, String... arguments) {
            List<String> out = new ArrayList<>();
            List<String> log = new ArrayList<>();
            Rclone.Ended ended = rclone.run(
                    new Rclone.Call(List.of(arguments), out::add, line -> log.add(line.message()), patience));
            return new Ran(ended, out, log);
        }
    }
}
