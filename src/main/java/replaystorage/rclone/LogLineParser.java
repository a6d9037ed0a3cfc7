package replaystorage.rclone;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replaystorage.rclone.LogLine.InFlight;
import replaystorage.rclone.LogLine.Level;
import replaystorage.rclone.LogLine.Stats;

/** Reads a line of rclone's `--use-json-log`; whatever is no such line is kept as plain text. */
public final class LogLineParser {
    private static final JsonFactory JSON = new JsonFactory();

    /** A debug line of before the log is set up, such as that a variable is read. */
    private static final Pattern TEXT_DEBUG = Pattern.compile("[\\d/]+ [\\d:.]+ DEBUG *: (.*)");

    private LogLineParser() {}

    public static LogLine parse(String line) {
        // What rclone says before its log is set up does not begin with a brace; an exception for each would be slow.
        if (!line.stripLeading().startsWith("{")) {
            return plain(line);
        }
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            LogLine read = object(parser);
            return read.level() == null || parser.nextToken() != null ? plain(line) : read;
        } catch (IOException cutOffOrNoJson) {
            return plain(line);
        }
    }

    private static LogLine plain(String line) {
        Matcher debug = TEXT_DEBUG.matcher(line);
        if (debug.matches()) {
            return new LogLine(Level.DEBUG, debug.group(1), null, null);
        }
        return new LogLine(Level.PLAIN, line, null, null);
    }

    private static LogLine object(JsonParser parser) throws IOException {
        Level level = null;
        String message = "";
        String object = null;
        Stats stats = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "level" -> level = level(text(parser, ""));
                case "msg" -> message = text(parser, "");
                case "object" -> object = text(parser, null);
                case "stats" -> stats = stats(parser);
                default -> parser.skipChildren();
            }
        }
        return new LogLine(isOfNoUse(level, message) ? Level.DEBUG : level, message, object, stats);
    }

    /** Where the section is handed over by the environment there need be no file. */
    private static boolean isOfNoUse(Level level, String message) {
        return level == Level.NOTICE
                && message.startsWith("Config file \"")
                && message.endsWith(" not found - using defaults");
    }

    /** "warning" is the notice of older rclones; a name that we don't know is shown rather than hidden. */
    private static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "debug" -> Level.DEBUG;
            case "info" -> Level.INFO;
            case "error" -> Level.ERROR;
            case "critical", "alert", "emergency", "fatal", "panic" -> Level.CRITICAL;
            default -> Level.NOTICE;
        };
    }

    private static Stats stats(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        long bytes = 0;
        long totalBytes = 0;
        double speed = 0;
        long transfers = 0;
        long checks = 0;
        long errors = 0;
        List<InFlight> transferring = List.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "bytes" -> bytes = count(parser, 0);
                case "totalBytes" -> totalBytes = count(parser, 0);
                case "speed" -> speed = number(parser, 0);
                case "transfers" -> transfers = count(parser, 0);
                case "checks" -> checks = count(parser, 0);
                case "errors" -> errors = count(parser, 0);
                case "transferring" -> transferring = transferring(parser);
                default -> parser.skipChildren();
            }
        }
        return new Stats(bytes, totalBytes, speed, transfers, checks, errors, transferring);
    }

    private static List<InFlight> transferring(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<InFlight> files = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                files.add(inFlight(parser));
            } else {
                parser.skipChildren();
            }
        }
        return List.copyOf(files);
    }

    private static InFlight inFlight(JsonParser parser) throws IOException {
        String name = "";
        long size = -1;
        long bytes = 0;
        double speed = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "name" -> name = text(parser, "");
                case "size" -> size = count(parser, -1);
                case "bytes" -> bytes = count(parser, 0);
                case "speed" -> speed = number(parser, 0);
                default -> parser.skipChildren();
            }
        }
        return new InFlight(name, size, bytes, speed);
    }

    private static String text(JsonParser parser, String otherwise) throws IOException {
        parser.skipChildren();
        return parser.currentToken() == JsonToken.VALUE_NULL ? otherwise : parser.getValueAsString(otherwise);
    }

    private static long count(JsonParser parser, int otherwise) throws IOException {
        return (long) number(parser, otherwise);
    }

    /** As a double: exact up to 9 PB, and a larger one is no error. */
    private static double number(JsonParser parser, double otherwise) throws IOException {
        parser.skipChildren();
        return parser.currentToken().isNumeric() ? parser.getDoubleValue() : otherwise;
    }
}
