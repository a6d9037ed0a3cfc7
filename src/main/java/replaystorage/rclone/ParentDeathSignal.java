package replaystorage.rclone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words before a command that let the kernel end it when we die: util-linux' setpriv, where there is one. By setsid a terminal's Ctrl-C and
 * hang-up reach it through us alone: it would die of the one at once, and of a second signal in the middle of its cleaning up.
 */
final class ParentDeathSignal {
    private static final long MAX_SETPRIV_SIZE = 2_000_000;

    private ParentDeathSignal() {}

    /** Empty where no setpriv is on the path, or one without `--pdeathsig`, such as BusyBox's. */
    static List<String> commandPrefix(String path) {
        for (String folder : path.split(":", -1)) {
            try {
                Path setpriv = Path.of(folder, "setpriv");
                if (!folder.isEmpty() && Files.isExecutable(setpriv)) {
                    return supportsPdeathsig(setpriv) ? prefixWords(setpriv, Path.of(folder, "setsid")) : List.of();
                }
            } catch (InvalidPathException | IOException e) {
                // As good as none.
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

    /** Looking for the word in the program's file spares a process at each start. */
    private static boolean supportsPdeathsig(Path setpriv) throws IOException {
        return Files.isRegularFile(setpriv)
                && Files.size(setpriv) < MAX_SETPRIV_SIZE
                && new String(Files.readAllBytes(setpriv), StandardCharsets.ISO_8859_1).contains("pdeathsig");
    }
}
