package replaystorage.workspace;

import java.util.List;
import java.util.stream.Stream;

/** What was done to the pod's folders, each a line for the user. */
public record Report(List<String> notes, List<String> warnings, List<String> errors) {
    static final Report NONE = new Report(List.of(), List.of(), List.of());

    public Report {
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    static Report note(String text) {
        return new Report(List.of(text), List.of(), List.of());
    }

    static Report warning(String text) {
        return warnings(List.of(text));
    }

    static Report warnings(List<String> texts) {
        return new Report(List.of(), texts, List.of());
    }

    static Report error(String text) {
        return new Report(List.of(), List.of(), List.of(text));
    }

    public Report and(Report other) {
        return new Report(joined(notes, other.notes), joined(warnings, other.warnings), joined(errors, other.errors));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
