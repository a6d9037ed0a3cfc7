package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README.md and the pages of src/docs and src/deploy. */
class DocumentationTest {
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("src/docs");
    private static final String CODE_BLOCK = "    ";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private static final Pattern TOP_LEVEL_KEY = Pattern.compile("(?m)^([a-z_]+):");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^  - name: ([A-Z0-9_]+)$");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+(?:Test|IT))`");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(README));
        for (Path folder : List.of(DOCS, Path.of("src/deploy"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages.stream();
    }

    private static List<String> links(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> !line.startsWith(CODE_BLOCK))
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .filter(link -> !link.matches("https?:.*"))
                .toList();
    }

    /** The anchors that GitHub creates for the headings. */
    private static List<String> anchors(Path page) throws IOException {
        List<String> anchors = new ArrayList<>();
        for (String line : Files.readAllLines(page)) {
            if (line.matches("#{1,6} .*")) {
                anchors.add(line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        }
        return anchors;
    }

    private static Path target(Path page, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_link_points_to_an_existing_file_and_heading(Path page) throws IOException {
        for (String link : links(page)) {
            Path target = target(page, link);
            assertThat(target).as("%s: %s", page, link).exists();
            if (link.contains("#")) {
                assertThat(anchors(target)).as("%s: %s", page, link).contains(link.replaceFirst(".*#", ""));
            }
        }
    }

    @Test
    void the_readme_links_to_each_page() throws IOException {
        List<Path> linked =
                links(README).stream().map(link -> target(README, link)).toList();
        try (Stream<Path> files = Files.list(DOCS)) {
            assertThat(linked).containsAll(files.sorted().toList());
        }
    }

    @Test
    void each_provider_is_in_the_tables() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rclone-templates"))) {
            assertThat(files).allSatisfy(file -> {
                String row = "| `" + file.getFileName().toString().replace(".yaml", "") + "` |";
                assertThat(README).content().contains(row);
                assertThat(DOCS.resolve("providers.md")).content().contains(row);
            });
        }
    }

    @Test
    void each_key_and_variable_of_a_template_is_described() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rclone-templates"))) {
            assertThat(files).allSatisfy(file -> {
                String template = Files.readString(file);
                assertThat(quoted(TOP_LEVEL_KEY, template)).allSatisfy(isIn(DOCS.resolve("templates.md")));
                assertThat(quoted(VARIABLE, template)).allSatisfy(isIn(DOCS.resolve("providers.md")));
            });
        }
    }

    private static Consumer<String> isIn(Path page) {
        return word -> assertThat(page).content().contains(word);
    }

    private static List<String> quoted(Pattern word, String text) {
        return word.matcher(text).results().map(found -> "`" + found.group(1)).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_test_named_in_the_docs_exists(Path page) throws IOException {
        List<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(TEST.matcher(Files.readString(page)).results())
                .allSatisfy(test -> assertThat(tests).contains(test.group(1) + ".java"));
    }

    @Test
    void each_package_is_in_the_table_of_packages() throws IOException {
        Path root = Path.of("src/main/java/replaystorage");
        try (Stream<Path> files = Files.walk(root)) {
            List<String> packages = files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> "`" + root.relativize(file.getParent()) + "`")
                    .toList();
            assertThat(DOCS.resolve("development.md")).content().contains(packages);
        }
    }

    @Test
    void the_readme_stays_short() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void headings_of_a_page_are_unique(Path page) throws IOException {
        assertThat(anchors(page)).doesNotHaveDuplicates();
    }
}
