package replaystorage.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.settings.SettingsFixture;

class ProviderCatalogueTest {
    private static final Path TEMPLATES = Path.of("rclone-templates");

    static List<Provider> providers() {
        return SettingsFixture.CATALOGUE.all();
    }

    @Test
    void contains_every_file_of_the_templates_folder() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            assertThat(SettingsFixture.CATALOGUE.names())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                                    .toList());
        }
    }

    @Test
    void reads_the_templates_of_a_jar(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("a.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("replaystorage/templates/", "replaystorage/templates/x.yaml", "other/y.yaml")) {
                zip.putNextEntry(new ZipEntry(name));
            }
        }

        assertThat(TemplateFiles.readFrom(jar)).containsOnlyKeys("x");
    }

    @Test
    void names_are_ordered_from_b2_to_local() {
        assertThat(SettingsFixture.CATALOGUE.names()).containsExactly("b2", "r2", "s3", "minio", "gdrive", "local");
    }

    @Test
    void unknown_provider_error_names_all_providers() {
        assertThatThrownBy(() -> SettingsFixture.CATALOGUE.provider("b3"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("b3")
                .hasMessageContaining("b2, r2, s3, minio, gdrive, local");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tuned_flags_have_reasons_and_are_safe(Provider provider) {
        for (RcloneJobType job : RcloneJobType.values()) {
            assertThat(provider.tunedFlags().get(job))
                    .isNotEmpty()
                    .allSatisfy(flag -> assertThat(flag.reason()).isNotBlank())
                    .filteredOn(flag -> flag.name().matches("transfers|checkers"))
                    .allSatisfy(flag -> assertThat(flag.resourceCost()).isPresent());
            assertThat(provider.tunedArguments(job))
                    .doesNotContain(
                            "--s3-no-head-object",
                            "--checksum",
                            "--ignore-checksum",
                            "--s3-disable-checksum",
                            "--size-only",
                            "--update");
        }
        assertThat(provider.tunedArguments(RcloneJobType.UP)).doesNotContain("--use-server-modtime");
        assertThat(provider.tunedArguments(RcloneJobType.DOWN)).doesNotContain("--use-server-modtime");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tuned_flags_are_general_or_of_the_own_backend(Provider provider) {
        for (RcloneJobType job : RcloneJobType.values()) {
            assertThat(provider.tunedArguments(job))
                    .filteredOn(flag -> flag.matches("--(s3|b2|drive|local)-.*"))
                    .allMatch(flag -> flag.startsWith("--" + provider.backend() + "-"));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void placeholders_in_known_errors_are_known(Provider provider) {
        for (Provider.KnownError mistake : provider.knownErrors()) {
            int groups = mistake.pattern().matcher("").groupCount();
            Matcher holder = Pattern.compile("\\$\\{(\\w+)}").matcher(mistake.message() + mistake.remedy());
            while (holder.find()) {
                String name = holder.group(1);
                assertThat(name.matches("\\d") ? Integer.parseInt(name) <= groups : isKnown(name))
                        .as("%s: ${%s} in %s", provider.name(), name, mistake.pattern())
                        .isTrue();
            }
            assertThat(mistake.remedy()).isNotBlank();
        }
    }

    private static boolean isKnown(String name) {
        return List.of(
                        "bucket",
                        "variable",
                        "endpoint",
                        "endpoint_variable",
                        "endpoint_http",
                        "endpoint_https",
                        "remote")
                .contains(name);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void detection_uses_only_existing_variables(Provider provider) {
        List<String> known = Stream.concat(
                        provider.variables().stream().map(Provider.ProviderVariable::name),
                        provider.buckets().templates().values().stream().flatMap(List::stream))
                .toList();
        Stream.of(
                        provider.providerDetection().alternatives(),
                        provider.providerDetection().requiredTogether())
                .flatMap(List::stream)
                .flatMap(List::stream)
                .forEach(name -> assertThat(String.join(" ", known)).contains(name));
        assertThat(provider.prices().source()).startsWith("https://");
        assertThat(provider.remote()).isEqualTo(provider.name());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void every_secret_variable_is_a_credential(Provider provider) {
        assertThat(provider.variables())
                .filteredOn(Provider.ProviderVariable::secret)
                .allMatch(Provider.ProviderVariable::credential);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "least: 0 | up/0/least: least is not from 1 to 8: 0",
                "least: 9 | up/0/least: least is not from 1 to 8: 9",
                "least: few | up/0/least: least is not a whole number: few",
                "each: {files: 3} | up/0/each: the key memory is missing",
                "each: {memory: 3, files: 3} | up/0/each/memory: memory is not a size: 3",
                "each: {memory: 3MB, files: -1} | up/0/each/files: files is not a whole number: -1",
                "each: {memory: 3MB, cores: 1} | up/0/each/cores: unknown key cores",
                "large: {memory: 3MB} | up/0/large: the key from is missing"
            })
    void refuses_an_invalid_property_of_a_flag(String line, String complaint) throws IOException {
        String key = line.substring(0, line.indexOf(':'));
        String each = key.equals("each") ? "" : "      each: {memory: 1MB, files: 3}\n";
        String text = Files.readString(TEMPLATES.resolve("local.yaml"))
                .replaceFirst("(  up:\n.*\n.*\n) *least: .*\n *each: .*\n", "$1" + each + "      " + line + "\n");

        assertThatThrownBy(() ->
                        ProviderCatalogue.ofTemplates(Map.of("local", text)).all())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("local.yaml, flags/" + complaint);
    }

    @Test
    void refuses_resource_costs_of_a_flag_without_a_number() throws IOException {
        String text = Files.readString(TEMPLATES.resolve("local.yaml"))
                .replaceFirst("(- flag: --no-mimetype)", "$1\n      each: {memory: 1MB}");

        assertThatThrownBy(() ->
                        ProviderCatalogue.ofTemplates(Map.of("local", text)).all())
                .hasMessageContaining("local.yaml, flags/list/0/each: only a flag with a number has each");
    }

    @Test
    void refuses_an_unknown_key() throws IOException {
        String text = Files.readString(TEMPLATES.resolve("local.yaml"));

        assertThatThrownBy(() -> ProviderCatalogue.ofTemplates(Map.of("local", "colour: red\n" + text))
                        .all())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("local.yaml")
                .hasMessageContaining("colour");
    }

    @Test
    void refuses_a_template_without_a_required_key() throws IOException {
        String text = Files.readString(TEMPLATES.resolve("local.yaml"));
        for (String key : List.of("title", "backend", "remote", "compare", "precision", "hash")) {
            String without = String.join(
                    "\n",
                    Arrays.stream(text.split("\n"))
                            .filter(line -> !line.startsWith(key + ":"))
                            .toList());

            assertThatThrownBy(() -> ProviderCatalogue.ofTemplates(Map.of("local", without))
                            .all())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(key);
        }
    }
}
