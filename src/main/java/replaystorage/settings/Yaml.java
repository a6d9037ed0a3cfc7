package replaystorage.settings;

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

/** Reads YAML as maps, lists and strings: by events, since the resolver of types doubles the time (and knows Norway). */
final class Yaml {
    /** Deeper than anybody writes, and far from the end of the stack. */
    private static final int DEEPEST = 20;

    private final String name;
    private final Parser events;
    private final Map<String, Integer> lines = new HashMap<>();
    private int depth;

    private Yaml(String name, Reader text) {
        this.name = name;
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /**
     * The mapping that a document is; empty where the document is.
     *
     * @param name how errors call the document
     * @throws CliException 78 where it is no YAML, or no mapping
     */
    static Map<String, Object> map(String name, String text) {
        return document(name, text).map();
    }

    /** The same with the line of each key and item. */
    static Document document(String name, String text) {
        try {
            Yaml yaml = new Yaml(name, new StringReader(text));
            return new Document(yaml.document(), yaml.lines);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            boolean tab = e.getProblem().contains("'\\t");
            throw wrong(name, line, tab ? "a tab stands where blanks must" : e.getProblem());
        } catch (ReaderException e) {
            long line = 1
                    + text.codePoints()
                            .limit(e.getPosition())
                            .filter(each -> each == '\n')
                            .count();
            throw wrong(name, line, "it holds a control character");
        } catch (YAMLException e) {
            throw wrong(name, 1, e.getMessage());
        }
    }

    /**
     * A document.
     *
     * @param lines by the path of keys and numbers of items: `flags/b2/up/0`
     */
    record Document(Map<String, Object> map, Map<String, Integer> lines) {}

    private Map<String, Object> document() {
        expect(Event.ID.StreamStart);
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return Map.of();
        }
        expect(Event.ID.DocumentStart);
        if (!events.checkEvent(Event.ID.MappingStart)) {
            throw wrong(name, line(events.peekEvent()), "it is no mapping of keys to values");
        }
        Map<String, Object> map = mapping(events.getEvent(), "");
        expect(Event.ID.DocumentEnd);
        expect(Event.ID.StreamEnd);
        return map;
    }

    private Object value(Event event, String path) {
        if (depth == DEEPEST) {
            throw wrong(name, line(event), "it is nested deeper than " + DEEPEST + " levels");
        }
        depth++;
        Object value = switch (event.getEventId()) {
            case MappingStart -> mapping(event, path + "/");
            case SequenceStart -> sequence(path + "/");
            case Scalar -> ((ScalarEvent) event).getValue();
            case Alias ->
                throw wrong(
                        name,
                        line(event),
                        "it uses the alias *" + ((AliasEvent) event).getAnchor() + "; write out what that stands for");
            default -> throw wrong(name, line(event), "unexpected " + event.getEventId());
        };
        depth--;
        return value;
    }

    private Map<String, Object> mapping(Event start, String path) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Event key = events.getEvent();
            if (!(key instanceof ScalarEvent scalar)) {
                throw wrong(name, line(start), "a key is no plain text");
            }
            String here = path + scalar.getValue();
            Integer first = lines.put(here, line(key));
            if (first != null) {
                throw wrong(
                        name,
                        line(key),
                        "the key " + scalar.getValue() + " stands there twice, first in line " + first);
            }
            map.put(scalar.getValue(), value(events.getEvent(), here));
        }
        events.getEvent();
        return map;
    }

    private List<Object> sequence(String path) {
        List<Object> list = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            Event item = events.getEvent();
            lines.put(path + list.size(), line(item));
            list.add(value(item, path + list.size()));
        }
        events.getEvent();
        return list;
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private void expect(Event.ID id) {
        Event event = events.getEvent();
        if (event == null || !event.is(id)) {
            throw wrong(name, event == null ? 1 : line(event), "it holds more than one document");
        }
    }

    private static CliException wrong(String name, long line, String why) {
        return new CliException(
                ExitStatus.CONFIG,
                name + " is not valid YAML: line " + line + ": " + why,
                "${EDITOR:-vi} +" + line + " " + ShellLine.quoted(name));
    }
}
