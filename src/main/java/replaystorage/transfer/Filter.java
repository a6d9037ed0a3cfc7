package replaystorage.transfer;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/**
 * Which files a command is about, by rclone's glob patterns: `*` within a folder, `**` across folders, `?`, `[a-z]`, `{a,b}`; a leading slash ties
 * the pattern to the root, else it fits at any depth; a trailing slash means all that is in a folder.
 */
public final class Filter implements Predicate<String> {
    public static final Filter ALL = new Filter(List.of(), List.of());

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    /** @throws CliException 64 for a pattern that is none */
    public Filter(List<String> includes, List<String> excludes) {
        this.includes = includes.stream().map(Filter::pattern).toList();
        this.excludes = excludes.stream().map(Filter::pattern).toList();
    }

    private Filter(Collection<Pattern> includes, Stream<Pattern> excludes) {
        this.includes = List.copyOf(includes);
        this.excludes = excludes.toList();
    }

    /** The same less what the other excludes too. */
    public Filter and(Filter other) {
        return new Filter(includes, Stream.concat(excludes.stream(), other.excludes.stream()));
    }

    @Override
    public boolean test(String name) {
        return (includes.isEmpty()
                        || includes.stream().anyMatch(p -> p.matcher(name).matches()))
                && excludes.stream().noneMatch(p -> p.matcher(name).matches());
    }

    /** What is to be added where a message says that something is empty. */
    String reservation() {
        return chooses() ? ", as far as --include and --exclude go" : "";
    }

    boolean chooses() {
        return !includes.isEmpty() || !excludes.isEmpty();
    }

    private static Pattern pattern(String glob) {
        String body = glob.startsWith("/") ? glob.substring(1) : glob;
        StringBuilder regex = new StringBuilder(glob.startsWith("/") ? "" : "(?:.*/)?");
        boolean inBraces = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean across = i + 1 < body.length() && body.charAt(i + 1) == '*';
                    regex.append(across ? ".*" : "[^/]*");
                    i += across ? 1 : 0;
                }
                case '?' -> regex.append("[^/]");
                case '{' -> {
                    regex.append("(?:");
                    inBraces = true;
                }
                case '}' -> {
                    regex.append(')');
                    inBraces = false;
                }
                case ',' -> regex.append(inBraces ? "|" : ",");
                case '[' -> {
                    int end = body.indexOf(']', i + 2);
                    regex.append(end < 0 ? "[" : brackets(body.substring(i + 1, end)));
                    i = end < 0 ? i : end;
                }
                case '\\' -> regex.append(Pattern.quote(body.substring(++i, Math.min(i + 1, body.length()))));
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        regex.append(glob.endsWith("/") ? ".*" : "");
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new CliException(ExitStatus.USAGE, "'" + glob + "' is no pattern: " + e.getDescription());
        }
    }

    private static String brackets(String inner) {
        return "[" + inner.replace("[", "\\[").replace("&", "\\&") + "]";
    }
}
