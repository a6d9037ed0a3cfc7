package replaystorage.cli;

import java.util.List;
import java.util.Locale;
import replaystorage.settings.Environment;

/** The variables that switch something on by `true`, and by nothing else. */
record Switches(Environment environment) {
    private static final List<String> NAMES = List.of("SYNC_REPLAYS", "SYNC_CHECKPOINTS_DOWN", "REPLAY_STORAGE_STRICT");

    boolean replays() {
        return isOn("SYNC_REPLAYS");
    }

    boolean checkpointsDown() {
        return isOn("SYNC_CHECKPOINTS_DOWN");
    }

    boolean strict() {
        return isOn("REPLAY_STORAGE_STRICT");
    }

    private boolean isOn(String name) {
        return environment.get(name, "").equals("true");
    }

    /** A sentence for each that holds what switches nothing. */
    List<String> warnings() {
        return doubtful().stream().map(this::warning).toList();
    }

    /** The names of those that hold what switches nothing. */
    List<String> doubtful() {
        return NAMES.stream()
                .filter(name -> !environment.get(name, "false").matches("true|false"))
                .toList();
    }

    String warning(String name) {
        return name + " is '" + environment.get(name, "") + "': only 'true' switches it on";
    }

    /** What was probably meant. */
    static boolean isMeant(String value) {
        return value.strip().toLowerCase(Locale.ROOT).matches("true|yes|y|on|1");
    }
}
