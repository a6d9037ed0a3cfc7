package replaystorage.workspace.move;

import java.util.ArrayList;
import java.util.List;

/** Collects lines for the user about what was done to the pod's folders. */
public record SetupReport(List<String> notes, List<String> warnings, List<String> errors) {
    public SetupReport() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    public void note(String text) {
        notes.add(text);
    }

    public void warn(String text) {
        warnings.add(text);
    }

    public void error(String text) {
        errors.add(text);
    }
}
