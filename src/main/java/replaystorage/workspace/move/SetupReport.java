package replaystorage.workspace.move;

import java.util.List;
import java.util.stream.Stream;

/** What was done to the pod's folders, each a line for the user. */
public record SetupReport(List<String> notes, List<String> warnings, List<String> errors) {
    public static final SetupReport NONE = new SetupReport(List.of(), List.of(), List.of());

    public SetupReport {
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    public static SetupReport note(String text) {
        return new SetupReport(List.of(text), List.of(), List.of());
    }

    public static SetupReport warning(String text) {
        return warnings(List.of(text));
    }

    static SetupReport warnings(List<String> texts) {
        return new SetupReport(List.of(), texts, List.of());
    }

    public static SetupReport error(String text) {
        return new SetupReport(List.of(), List.of(), List.of(text));
    }

    public SetupReport plus(SetupReport other) {
        return new SetupReport(
                concat(notes, other.notes), concat(warnings, other.warnings), concat(errors, other.errors));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
