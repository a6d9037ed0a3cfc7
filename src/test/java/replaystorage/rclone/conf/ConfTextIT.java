package replaystorage.rclone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.CliException;

/** What we read in an rclone.conf is what rclone reads. */
final class ConfTextIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[a]\n",
                "[a]\ntype = local\nfoo\n",
                "[b2\ntype = local\n",
                "[a] ; comment\ntype = local\n",
                "[]\nx = 1\n",
                "[a]\n`x\n",
                "[a]\nx = `y\n",
                "[a]\nx = `\n",
                "[a]\nx = ``\n",
                "[a]\nx = `y` z\n",
                "[a]\nx = \"\"\"a\nb\"\"\"\n",
                "[a]\nx = \"\"\"a\"\"\"\ny = \"\"\"\nz = \"\"\"a\n",
                "[a]\n\"x=5\n",
                "[a]\n\"k e\" = 5\n`b = c` = 5\n\"\"\"d\"\"\" : 3\n",
                "x = 1\n[a]\ntype = local\nempty =\n",
                "[a]\nx = 1\n[b]\ny: 2\n[a]\nx = 3\n[A]\nX=4\n  [ c ] \n k=v\n",
                "[a]\n - = 3\n-=4\n",
                "[a]\nq = %(type)s\ntype = local\nr = %(no)s\nt = 100%\n",
                "[a]\rtype = local\r[b]\rtype=x",
                "\ufeff[a]\r\ntype = local\r\n# c\r\n; d = 1\r\nx = y # z ; w\r\n",
                "[a]\nnb =\u00a0x\u00a0\u3000\ni =\u200bx\nl = a\u2028b\nm = \u0085x\n",
                "[a]\nx = y\ufeff\n",
                "[a]\nx = \u000b\fy\u001c\n",
                "[a]\n= 5\n",
                "[a]\n: = 5\nhttp://x = 1\n"
            })
    void agrees_with_rclone(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("rclone.conf"), text);
        ConfText ours = ConfText.parse(text.getBytes(StandardCharsets.UTF_8));
        try {
            assertThat(
                            ours.needsRclone()
                                    ? RcloneConfFixture.dumpConf(file)
                                    : ours.sections().keysBySection())
                    .isEqualTo(RcloneConfFixture.dumpConf(file));
        } catch (CliException e) {
            assertThat(ours.needsRclone())
                    .as("rclone refuses it: %s", e.getMessage())
                    .isTrue();
        }
    }
}
