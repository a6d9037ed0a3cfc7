package replaystorage.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RcloneFlagTest {
    @ParameterizedTest
    @CsvSource({
        "--transfers 16, transfers, 16",
        "--transfers=16, transfers, 16",
        "' --bwlimit  08:00,512k 12:00,10M ', bwlimit, '08:00,512k 12:00,10M'",
        "--fast-list, fast-list,",
        "--s3-chunk-size=, s3-chunk-size, ''",
    })
    void parses_name_and_value(String text, String name, String value) {
        RcloneFlag flag = RcloneFlag.parse(text);

        assertThat(flag.name()).isEqualTo(name);
        assertThat(flag.value().orElse(null)).isEqualTo(value);
    }

    @Test
    void parsed_arguments_join_to_the_same_arguments() {
        List<String> arguments =
                List.of("stray", "--header", "X: a=b", "--header=Y: c", "--ca-cert", "x", "more", "-vP", "--fast-list");

        List<RcloneFlag> flags = RcloneFlag.parseArguments(arguments);

        assertThat(flags)
                .extracting(RcloneFlag::name)
                .containsExactly("stray", "header", "header", "ca-cert", "vP", "fast-list");
        assertThat(flags)
                .extracting(flag -> flag.value().orElse("none"))
                .containsExactly("none", "X: a=b", "Y: c", "x", "none", "none");
        assertThat(RcloneFlag.arguments(flags)).isEqualTo(arguments);
        assertThat(RcloneFlag.parseArguments(List.of())).isEmpty();
    }

    @Test
    void joins_a_switch_and_its_value_in_one_argument() {
        assertThat(RcloneFlag.parse("--fast-list false").inOneArgument().arguments())
                .containsExactly("--fast-list=false");
        assertThat(RcloneFlag.parse("--fast-list").inOneArgument().arguments()).containsExactly("--fast-list");
    }

    @Test
    void converts_between_flag_and_variable_names() {
        assertThat(RcloneFlag.of("s3-chunk-size", "5M").variable()).isEqualTo("RCLONE_S3_CHUNK_SIZE");
        assertThat(RcloneFlag.nameOfVariable("RCLONE_S3_CHUNK_SIZE")).contains("s3-chunk-size");
        assertThat(RcloneFlag.nameOfVariable("RCLONE_transfers")).isEmpty();
        assertThat(RcloneFlag.nameOfVariable("AWS_REGION")).isEmpty();
    }
}
