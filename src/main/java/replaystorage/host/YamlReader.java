package replaystorage.host;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML as maps, lists and strings. Uses events: the type resolver would double the time, and reads `no` as false. */
public final class YamlReader {
    /** Deeper than any real document, and far from a stack overflow. */
    private static final int MAX_DEPTH = 20;

    private final String name;
    private final Parser events;
    private final Map<String, Integer> lines = new HashMap<>();
    private int depth;

    private YamlReader(String name, Reader text) {
        this.name = name;
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /**
     * Reads a mapping; an empty document is an empty mapping.
     *
     * @param name the document's name in errors
     * @throws CliException 78 if it is not YAML or not a mapping
     */
    public static Map<String, Object> readMap(String name, String text) {
        return readDocument(name, text).map();
    }

    /** Also returns the line of each key and item. */
    public static YamlDocument readDocument(String name, String text) {
        try {
            YamlReader yaml = new YamlReader(name, new StringReader(text));
            return new YamlDocument(yaml.readDocument(), yaml.lines);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            boolean tab = e.getProblem().contains("'\\t");
            throw syntaxError(name, line, tab ? "a tab is used where spaces are needed" : e.getProblem());
        } catch (ReaderException e) {
            long line = 1
                    + text.codePoints()
                            .limit(e.getPosition())
                            .filter(each -> each == '\n')
                            .count();
            throw syntaxError(name, line, "it holds a control character");
        } catch (YAMLException e) {
            throw syntaxError(name, 1, e.getMessage());
        }
    }

    /** @param lines by path, with the index of each item: `flags/b2/up/0` */
    public record YamlDocument(Map<String, Object> map, Map<String, Integer> lines) {}

    private Map<String, Object> readDocument() {
        requireEvent(Event.ID.StreamStart);
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return Map.of();
        }
        requireEvent(Event.ID.DocumentStart);
        if (!events.checkEvent(Event.ID.MappingStart)) {
            throw syntaxError(name, line(events.peekEvent()), "it is not a mapping of keys to values");
        }
        Map<String, Object> map = readMapping(events.getEvent(), "");
        requireEvent(Event.ID.DocumentEnd);
        requireEvent(Event.ID.StreamEnd);
        return map;
    }

    private Object readValue(Event event, String path) {
        if (depth == MAX_DEPTH) {
            throw syntaxError(name, line(event), "it is nested deeper than " + MAX_DEPTH + " levels");
        }
        depth++;
        Object value = switch (event.getEventId()) {
            case MappingStart -> readMapping(event, path + "/");
            case SequenceStart -> readSequence(path + "/");
            case Scalar -> ((ScalarEvent) event).getValue();
            case Alias ->
                throw syntaxError(
                        name,
                        line(event),
                        "it uses the alias *" + ((AliasEvent) event).getAnchor() + "; write its value instead");
            default -> throw syntaxError(name, line(event), "unexpected " + event.getEventId());
        };
        depth--;
        return value;
    }

    private Map<String, Object> readMapping(Event start, String path) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Event key = events.getEvent();
            if (!(key instanceof ScalarEvent scalar)) {
                throw syntaxError(name, line(start), "a key is not plain text");
            }
            String here = path + scalar.getValue();
            Integer first = lines.put(here, line(key));
            if (first != null) {
                throw syntaxError(
                        name, line(key), "the key " + scalar.getValue() + " is set twice, first in line " + first);
            }
            map.put(scalar.getValue(), readValue(events.getEvent(), here));
        }
        events.getEvent();
        return map;
    }

    private List<Object> readSequence(String path) {
        List<Object> list = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            Event item = events.getEvent();
            lines.put(path + list.size(), line(item));
            list.add(readValue(item, path + list.size()));
        }
        events.getEvent();
        return list;
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private void requireEvent(Event.ID id) {
        Event event = events.getEvent();
        if (event == null || !event.is(id)) {
            throw syntaxError(name, event == null ? 1 : line(event), "it holds more than one document");
        }
    }

    private static CliException syntaxError(String name, long line, String why) {
        return new CliException(
                ExitStatus.CONFIG,
                name + " is not valid YAML: line " + line + ": " + why,
                "${EDITOR:-vi} +" + line + " " + PasteableCommand.quote(name));
    }
}
