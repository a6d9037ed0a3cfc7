package replaystorage.host;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts as a shell reads them. */
public final class ShellQuoting {
    private ShellQuoting() {}

    /** A command line of ours. */
    public static String commandLine(List<String> words, List<String> behindDashes) {
        Stream<String> dashes = behindDashes.isEmpty() ? Stream.empty() : Stream.of("--");
        return Stream.of(Stream.of("replay-storage"), words.stream(), dashes, behindDashes.stream())
                .flatMap(part -> part)
                .map(ShellQuoting::quoteIfNeeded)
                .collect(Collectors.joining(" "));
    }

    /** A word that can be pasted, quoted where it must be. */
    public static String quoteIfNeeded(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : quote(text);
    }

    /** The same, quoted in any case. */
    public static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
