package replaystorage.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts as a shell reads them. */
final class Shell {
    private Shell() {}

    /** A command line of ours. */
    static String line(List<String> words, List<String> behindDashes) {
        Stream<String> dashes = behindDashes.isEmpty() ? Stream.empty() : Stream.of("--");
        return Stream.of(Stream.of("replay-storage"), words.stream(), dashes, behindDashes.stream())
                .flatMap(part -> part)
                .map(Shell::word)
                .collect(Collectors.joining(" "));
    }

    /** A word that can be pasted, quoted where it must be. */
    static String word(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : quoted(text);
    }

    /** The same, quoted in any case. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
