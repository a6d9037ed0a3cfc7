package replaystorage.support.drive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The subset of Drive's `q` that rclone uses: comparisons, `in parents`, and, or, parentheses. */
final class DriveSearchQuery {
    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^'\\\\]|\\\\.)*'|!=|=|\\(|\\)|[A-Za-z]+)");

    private final Deque<String> tokens = new ArrayDeque<>();

    private DriveSearchQuery(String text) {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && token.find(end) && token.start() == end) {
            tokens.add(token.group(1));
            end = token.end();
        }
        if (end != text.length()) {
            throw new AssertionError("not understood: " + text.substring(end) + " in " + text);
        }
    }

    static Predicate<FakeDriveItem> of(String text) {
        DriveSearchQuery query = new DriveSearchQuery(text);
        Predicate<FakeDriveItem> all = query.alternatives();
        if (!query.tokens.isEmpty()) {
            throw new AssertionError("left over: " + query.tokens + " of " + text);
        }
        return all;
    }

    private Predicate<FakeDriveItem> alternatives() {
        Predicate<FakeDriveItem> first = conjunction();
        while ("or".equals(tokens.peek())) {
            tokens.remove();
            first = first.or(conjunction());
        }
        return first;
    }

    private Predicate<FakeDriveItem> conjunction() {
        Predicate<FakeDriveItem> first = term();
        while ("and".equals(tokens.peek())) {
            tokens.remove();
            first = first.and(term());
        }
        return first;
    }

    private Predicate<FakeDriveItem> term() {
        String word = tokens.remove();
        if (word.equals("(")) {
            Predicate<FakeDriveItem> inner = alternatives();
            tokens.remove();
            return inner;
        }
        String operator = tokens.remove();
        String value = tokens.remove();
        if (operator.equals("in")) {
            return item -> unquoted(word).equals(item.parent());
        }
        Predicate<FakeDriveItem> equal = item -> unquoted(value).equals(property(item, word));
        return operator.equals("!=") ? equal.negate() : equal;
    }

    private static String property(FakeDriveItem item, String name) {
        return switch (name) {
            case "name" -> item.name();
            case "mimeType" -> item.type();
            case "trashed" -> String.valueOf(item.trashed());
            case "sharedWithMe" -> String.valueOf(item.parent().equals(FakeDriveItem.SHARED));
            default -> throw new AssertionError("no property " + name);
        };
    }

    private static String unquoted(String token) {
        return token.startsWith("'") ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1") : token;
    }
}
