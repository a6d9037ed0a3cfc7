package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;

/** A value is passed to rclone exactly, corrected with a note, or refused with the variable's name; it is never shown. */
class CredentialValuesIT {
    private static final Map<String, String> B2 = Map.of(
            "B2_KEY_ID", "0051a2b3c4d5e6f0000000001",
            "B2_APP_KEY", "K005abcdefghijklmnopqrstuvwxyz0",
            "B2_BUCKET", "my-replays");
    private static final Map<String, String> R2 = Map.of(
            "R2_ACCESS_KEY", "0123456789abcdef0123456789abcdef",
            "R2_SECRET_KEY", "fedcba98".repeat(8),
            "R2_ENDPOINT", "https://account.r2.cloudflarestorage.com",
            "R2_BUCKET", "my-replays");
    private static final Map<String, String> S3 = Map.of(
            "AWS_ACCESS_KEY_ID", "AKIA0123456789ABCDEF",
            "AWS_SECRET_ACCESS_KEY", "abcd".repeat(10),
            "S3_BUCKET", "my-replays");

    @TempDir
    Path root;

    private Pod pod;

    @BeforeEach
    void start() {
        pod = new Pod(root);
    }

    /** Our section as rclone reads it. */
    private Map<String, String> dumped() throws IOException {
        Map<String, String> keys = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(new RcloneCli(pod.conf()).run("config", "dump"))) {
            String key = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    key = json.currentName();
                } else if (token == JsonToken.VALUE_STRING) {
                    keys.put(key, json.getText());
                }
            }
        }
        return keys;
    }

    static Stream<Arguments> credentials() {
        return Stream.of(B2, R2, S3)
                .flatMap(all -> new TreeMap<>(all)
                        .keySet().stream()
                                .filter(name -> !name.endsWith("BUCKET"))
                                .map(name -> Arguments.of(name, all)));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void quotes_and_blanks_around_a_credential_are_removed_with_a_note(String name, Map<String, String> all)
            throws IOException {
        Map<String, UnaryOperator<String>> slips = Map.of(
                "quotes", value -> "\"" + value + "\"",
                "single quotes", value -> "'" + value + "'",
                "a line end", value -> value + "\n",
                "a DOS line end", value -> value + "\r\n",
                "blanks", value -> " " + value + "\t",
                "a byte order mark", value -> "\uFEFF" + value);
        all.forEach(pod::with);
        assertThat(pod.run("configure").status()).isZero();
        Map<String, String> right = dumped();
        slips.forEach((what, slip) -> {
            pod.with(name, slip.apply(all.get(name)));
            Pod.CommandRun run = pod.run("configure");
            assertThat(run.status()).as(what + ": " + run.all()).isZero();
            assertThat(run.err()).as(what).contains(name).doesNotContain(all.get(name));
        });
        assertThat(dumped()).isEqualTo(right);
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void placeholder_or_unusable_value_is_refused_by_name(String name, Map<String, String> all) {
        all.forEach(pod::with);
        List<String> placeholders = List.of(
                "{{ RUNPOD_SECRET_X }}",
                "{{RUNPOD_SECRET_X}}",
                "${" + name + "}",
                "$" + name,
                "<your key>",
                "\"\"",
                "   ",
                "two\nlines",
                "`tick",
                "bell\u0007");
        for (String value : placeholders) {
            for (String command : List.of("configure", "fetch")) {
                Pod.CommandRun run = pod.with(name, value).run(command);
                assertThat(run.status()).as(value + ": " + run.all()).isEqualTo(78);
                assertThat(run.err()).as(value).contains(name);
            }
        }
        assertThat(pod.conf()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"B2", "R2", "S3"})
    void swapped_id_and_key_are_reported_without_their_values(String provider) {
        Map<String, String> all = Map.of("B2", B2, "R2", R2, "S3", S3).get(provider);
        List<String> pair = Map.of(
                        "B2", List.of("B2_KEY_ID", "B2_APP_KEY"),
                        "R2", List.of("R2_ACCESS_KEY", "R2_SECRET_KEY"),
                        "S3", List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))
                .get(provider);
        all.forEach(pod::with);
        pod.with(pair.get(0), all.get(pair.get(1))).with(pair.get(1), all.get(pair.get(0)));
        Pod.CommandRun run = pod.run("configure");
        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains(pair).contains("swapped");
        pair.forEach(name -> assertThat(run.err()).doesNotContain(all.get(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b2:my-replays",
                "s3://my-replays",
                "my-replays/",
                "/my-replays",
                "\"my-replays\"",
                "my-replays\r"
            })
    void prefix_and_slashes_of_a_bucket_name_are_removed(String value) {
        for (Map<String, String> all : List.of(B2, R2, S3)) {
            all.forEach(pod::with);
            String name = all.keySet().stream()
                    .filter(each -> each.endsWith("BUCKET"))
                    .findFirst()
                    .orElseThrow();
            Pod.CommandRun run = pod.with(name, value).run("configure");
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(run.err()).contains(name);
            all.keySet().forEach(each -> pod.with(each, null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bucket_1",
                "my bucket",
                "{{ RUNPOD_SECRET_BUCKET }}",
                "s3://",
                "../other",
                "https://host.example"
            })
    void invalid_bucket_name_is_refused(String value) {
        for (Map<String, String> all : List.of(B2, R2, S3)) {
            all.forEach(pod::with);
            String name = all.keySet().stream()
                    .filter(each -> each.endsWith("BUCKET"))
                    .findFirst()
                    .orElseThrow();
            Pod.CommandRun run = pod.with(name, value).run("configure");
            assertThat(run.status()).as(run.all()).isEqualTo(78);
            assertThat(run.err()).contains(name);
            all.keySet().forEach(each -> pod.with(each, null));
        }
    }

    @Test
    void endpoint_is_corrected_or_refused() throws IOException {
        R2.forEach(pod::with);
        for (String value : List.of(
                "account.r2.cloudflarestorage.com",
                "https://account.r2.cloudflarestorage.com/",
                "https://account.r2.cloudflarestorage.com/my-replays")) {
            Pod.CommandRun run = pod.with("R2_ENDPOINT", value).run("configure");
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(run.err()).contains("R2_ENDPOINT");
            assertThat(dumped()).containsEntry("endpoint", "https://account.r2.cloudflarestorage.com");
        }
        for (String value : List.of("https://", "https://a b", "{{ RUNPOD_SECRET_E }}")) {
            Pod.CommandRun run = pod.with("R2_ENDPOINT", value).run("configure");
            assertThat(run.status()).as(value + run.all()).isEqualTo(78);
            assertThat(run.err()).contains("R2_ENDPOINT");
        }
    }

    static List<String> kinds() {
        return List.of(
                "in ner",
                "#first",
                "mid#dle",
                " #",
                ";first",
                "mid;dle",
                "a ; b",
                "=first",
                "a=b",
                "last=",
                "\"unbalanced",
                "unbalanced\"",
                "in\"ner",
                "'unbalanced",
                "it's",
                "\"\"\"three",
                "$HOME",
                "a$b",
                "%41",
                "%(key)s",
                "\\first",
                "mid\\dle",
                "last\\",
                "\\n",
                "[section]",
                "[b2]",
                "in\tner",
                "ünï🎮",
                "*** ENCRYPTED ***",
                "`both`",
                "`one",
                "one`",
                "new\nline",
                "\r\nline\r\n",
                "trailing \t",
                "\u00a0blank\u00a0",
                "a:b",
                ": first");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void secret_reaches_rclone_exactly_or_is_refused(String value) throws IOException {
        String foreign = "# mine\r\n[mine]\r\ntype = local";
        Files.createDirectories(pod.conf().getParent());
        Files.writeString(pod.conf(), foreign);
        S3.forEach(pod::with);
        pod.with("AWS_SECRET_ACCESS_KEY", value);
        Pod.CommandRun run = pod.run("configure");
        String text = Files.readString(pod.conf(), StandardCharsets.UTF_8);
        assertThat(text).startsWith(foreign);
        if (run.status() == 78) {
            assertThat(run.err()).contains("AWS_SECRET_ACCESS_KEY");
            assertThat(text).isEqualTo(foreign);
            return;
        }
        assertThat(run.status()).as(run.all()).isZero();
        String kept = dumped().get("secret_access_key");
        if (!kept.equals(value)) {
            assertThat(run.err()).contains("AWS_SECRET_ACCESS_KEY").contains("ignored");
            assertThat(kept).isEqualTo(value.replaceAll("^[\\s\\u00a0]+|[\\s\\u00a0]+$", ""));
        }
    }
}
