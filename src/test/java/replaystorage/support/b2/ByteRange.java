package replaystorage.support.b2;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The range of an HTTP header, both ends inclusive. */
record ByteRange(long from, long to) {
    private static final Pattern TEXT = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** @throws B2ErrorResponse 416 for an empty range */
    static ByteRange of(String text, long length) {
        Matcher ends = TEXT.matcher(text);
        if (!ends.matches() || text.equals("bytes=-")) {
            throw B2ErrorResponse.badRequest("bad range: " + text);
        }
        boolean last = ends.group(1).isEmpty();
        long from = last ? Math.max(0, length - Long.parseLong(ends.group(2))) : Long.parseLong(ends.group(1));
        long to = last || ends.group(2).isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(ends.group(2)));
        if (from > to) {
            throw B2ErrorResponse.of(
                    416, "range_not_satisfiable", "The Range in the request is outside the size of the file");
        }
        return new ByteRange(from, to);
    }

    long length() {
        return to - from + 1;
    }

    StoredContent of(StoredContent content) throws IOException {
        return content.part(from, length());
    }
}
