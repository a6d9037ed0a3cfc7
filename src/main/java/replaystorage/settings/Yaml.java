package replaystorage.settings;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
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
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML as maps, lists and strings: by events, since the resolver of types doubles the time (and knows Norway). */
final class Yaml {
    private final String name;
    private final Parser events;

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
        try {
            return new Yaml(name, new StringReader(text)).document();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw wrong(name, "line " + line + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw wrong(name, e.getMessage());
        }
    }

    private Map<String, Object> document() {
        expect(Event.ID.StreamStart);
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return Map.of();
        }
        expect(Event.ID.DocumentStart);
        if (!events.checkEvent(Event.ID.MappingStart)) {
            throw wrong(name, "it is no mapping of keys to values");
        }
        Map<String, Object> map = mapping(events.getEvent());
        expect(Event.ID.DocumentEnd);
        expect(Event.ID.StreamEnd);
        return map;
    }

    private Object value(Event event) {
        return switch (event.getEventId()) {
            case MappingStart -> mapping(event);
            case SequenceStart -> sequence();
            case Scalar -> ((ScalarEvent) event).getValue();
            case Alias -> throw wrong(name, "it uses the alias *" + ((AliasEvent) event).getAnchor());
            default -> throw wrong(name, "unexpected " + event.getEventId());
        };
    }

    private Map<String, Object> mapping(Event start) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Event key = events.getEvent();
            if (!(key instanceof ScalarEvent scalar)) {
                throw wrong(name, "line " + (start.getStartMark().getLine() + 1) + ": a key is no plain text");
            }
            if (map.put(scalar.getValue(), value(events.getEvent())) != null) {
                throw wrong(name, "the key " + scalar.getValue() + " stands there twice");
            }
        }
        events.getEvent();
        return map;
    }

    private List<Object> sequence() {
        List<Object> list = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            list.add(value(events.getEvent()));
        }
        events.getEvent();
        return list;
    }

    private void expect(Event.ID id) {
        Event event = events.getEvent();
        if (event == null || !event.is(id)) {
            throw wrong(name, "it holds more than one document");
        }
    }

    private static CliException wrong(String name, String why) {
        return new CliException(ExitStatus.CONFIG, name + " is not valid YAML: " + why);
    }
}
