package replaystorage.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LicenseNoticesIT {
    @Test
    void jar_contains_our_licence_and_the_notices_of_jackson() throws IOException {
        try (JarFile jar = new JarFile("target/replay-storage.jar")) {
            assertThat(text(jar, "META-INF/LICENSE"))
                    .contains("Apache License")
                    .contains("END OF TERMS AND CONDITIONS");
            for (String named : List.of("FastDoubleParser", "FastDoubleParser-ThirdParty", "Schubfach")) {
                assertThat(text(jar, "META-INF/" + named + "-LICENSE")).contains("Permission is hereby granted");
            }
        }
    }

    @Test
    void notice_names_every_library_in_the_jar() throws IOException {
        try (JarFile jar = new JarFile("target/replay-storage.jar")) {
            List<String> named = Pattern.compile("^\\S.* \\(([a-z0-9.]+)\\)$", Pattern.MULTILINE)
                    .matcher(text(jar, "META-INF/NOTICE"))
                    .results()
                    .map(match -> match.group(1).replace('.', '/') + "/")
                    .toList();

            assertThat(jar.stream()
                            .map(entry -> entry.getName().replaceFirst("^META-INF/versions/[0-9]+/", ""))
                            .filter(name -> name.endsWith(".class") && !name.startsWith("replaystorage/")))
                    .isNotEmpty()
                    .allMatch(name -> named.stream().anyMatch(name::startsWith));
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        assertThat(jar.getEntry(name)).as(name).isNotNull();
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
