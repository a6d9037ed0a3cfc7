package replaystorage.host;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * rclone's file patterns: `*` within a folder, `**` across folders, `?`, `[a-z]`, `{a,b}`. A leading slash anchors the pattern to the root,
 * otherwise it matches at any depth; a trailing slash matches everything in a folder.
 */
public final class Glob {
    private Glob() {}

    /** @throws CliException 64 for an invalid pattern */
    public static Pattern toRegex(String glob) {
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
                    regex.append(end < 0 ? "[" : bracketRegex(body.substring(i + 1, end)));
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
            throw new CliException(ExitStatus.USAGE, "'" + glob + "' is not a pattern: " + e.getDescription());
        }
    }

    private static String bracketRegex(String inner) {
        return "[" + inner.replace("[", "\\[").replace("&", "\\&") + "]";
    }
}
