package replaystorage.rclone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Command prefix that lets the kernel end a child with this process: setpriv of util-linux. With setsid, only this process gets the terminal's
 * Ctrl-C and hang-up: rclone would end at once, and a second signal would abort its cleanup.
 */
final class ParentDeathSignal {
    private static final long MAX_SETPRIV_SIZE = 2_000_000;

    private ParentDeathSignal() {}

    /** Empty if PATH has no setpriv that supports `--pdeathsig`; BusyBox's does not. */
    static List<String> commandPrefix(String path) {
        for (String folder : path.split(":", -1)) {
            try {
                Path setpriv = Path.of(folder, "setpriv");
                if (!folder.isEmpty() && Files.isExecutable(setpriv)) {
                    return supportsPdeathsig(setpriv) ? prefixWords(setpriv, Path.of(folder, "setsid")) : List.of();
                }
            } catch (InvalidPathException | IOException e) {
                // Counts as missing.
            }
        }
        return List.of();
    }

    private static List<String> prefixWords(Path setpriv, Path setsid) {
        List<String> words = List.of(setpriv.toString(), "--pdeathsig", "TERM", "--");
        return Files.isExecutable(setsid)
                ? Stream.concat(Stream.of(setsid.toString()), words.stream()).toList()
                : words;
    }

    /** Searches the binary for the option, which saves a process at each start. */
    private static boolean supportsPdeathsig(Path setpriv) throws IOException {
        return Files.isRegularFile(setpriv)
                && Files.size(setpriv) < MAX_SETPRIV_SIZE
                && new String(Files.readAllBytes(setpriv), StandardCharsets.ISO_8859_1).contains("pdeathsig");
    }
}
