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
import replaystorage.rclone.LogLine.FileInTransfer;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.rclone.LogLine.RcloneStats;

/** Parses lines of `--use-json-log`; keeps others as plain text. */
public final class LogLineParser {
    private static final JsonFactory JSON = new JsonFactory();

    /** A debug line that rclone writes before it sets up its log, for example about a variable. */
    private static final Pattern TEXT_DEBUG = Pattern.compile("[\\d/]+ [\\d:.]+ DEBUG *: (.*)");

    private LogLineParser() {}

    public static LogLine parse(String line) {
        // Lines before the log is set up are not JSON; an exception for each would be slow.
        if (!line.stripLeading().startsWith("{")) {
            return plain(line);
        }
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            LogLine read = parseObject(parser);
            return read.level() == null || parser.nextToken() != null ? plain(line) : read;
        } catch (IOException cutOffOrNoJson) {
            return plain(line);
        }
    }

    private static LogLine plain(String line) {
        Matcher debug = TEXT_DEBUG.matcher(line);
        if (debug.matches()) {
            return new LogLine(LogLevel.DEBUG, debug.group(1), null, null);
        }
        return new LogLine(LogLevel.PLAIN, line, null, null);
    }

    private static LogLine parseObject(JsonParser parser) throws IOException {
        LogLevel level = null;
        String message = "";
        String object = null;
        RcloneStats stats = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "level" -> level = parseLevel(textOr(parser, ""));
                case "msg" -> message = textOr(parser, "");
                case "object" -> object = textOr(parser, null);
                case "stats" -> stats = parseStats(parser);
                default -> parser.skipChildren();
            }
        }
        return new LogLine(isNoise(level, message) ? LogLevel.DEBUG : level, message, object, stats);
    }

    /** Without a config file rclone logs a notice; variables may define the remote. */
    private static boolean isNoise(LogLevel level, String message) {
        return level == LogLevel.NOTICE
                && message.startsWith("Config file \"")
                && message.endsWith(" not found - using defaults");
    }

    /** Older rclones write "warning" for notices. Unknown levels are shown rather than hidden. */
    private static LogLevel parseLevel(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "debug" -> LogLevel.DEBUG;
            case "info" -> LogLevel.INFO;
            case "error" -> LogLevel.ERROR;
            case "critical", "alert", "emergency", "fatal", "panic" -> LogLevel.CRITICAL;
            default -> LogLevel.NOTICE;
        };
    }

    private static RcloneStats parseStats(JsonParser parser) throws IOException {
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
        List<FileInTransfer> transferring = List.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "bytes" -> bytes = countOr(parser, 0);
                case "totalBytes" -> totalBytes = countOr(parser, 0);
                case "speed" -> speed = numberOr(parser, 0);
                case "transfers" -> transfers = countOr(parser, 0);
                case "checks" -> checks = countOr(parser, 0);
                case "errors" -> errors = countOr(parser, 0);
                case "transferring" -> transferring = parseTransferring(parser);
                default -> parser.skipChildren();
            }
        }
        return new RcloneStats(bytes, totalBytes, speed, transfers, checks, errors, transferring);
    }

    private static List<FileInTransfer> parseTransferring(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<FileInTransfer> files = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                files.add(parseFileInTransfer(parser));
            } else {
                parser.skipChildren();
            }
        }
        return List.copyOf(files);
    }

    private static FileInTransfer parseFileInTransfer(JsonParser parser) throws IOException {
        String name = "";
        long size = -1;
        long bytes = 0;
        double speed = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "name" -> name = textOr(parser, "");
                case "size" -> size = countOr(parser, -1);
                case "bytes" -> bytes = countOr(parser, 0);
                case "speed" -> speed = numberOr(parser, 0);
                default -> parser.skipChildren();
            }
        }
        return new FileInTransfer(name, size, bytes, speed);
    }

    private static String textOr(JsonParser parser, String otherwise) throws IOException {
        parser.skipChildren();
        return parser.currentToken() == JsonToken.VALUE_NULL ? otherwise : parser.getValueAsString(otherwise);
    }

    private static long countOr(JsonParser parser, int otherwise) throws IOException {
        return (long) numberOr(parser, otherwise);
    }

    /** A double is exact up to 9 PB, and accepts larger numbers. */
    private static double numberOr(JsonParser parser, double otherwise) throws IOException {
        parser.skipChildren();
        return parser.currentToken().isNumeric() ? parser.getDoubleValue() : otherwise;
    }
}
