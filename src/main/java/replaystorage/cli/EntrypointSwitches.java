package replaystorage.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import replaystorage.host.Environment;

/** The entrypoint's on/off variables, which are on only if the value is {@code true}. */
record EntrypointSwitches(Environment environment) {
    private static final List<String> NAMES = List.of("SYNC_REPLAYS", "SYNC_CHECKPOINTS_DOWN", "REPLAY_STORAGE_STRICT");

    private static final String NEWEST = "SYNC_CHECKPOINTS_NEWEST";
    private static final String COUNT_PATTERN = "[1-9]\\d{0,5}";

    boolean wantsReplays() {
        return isOn("SYNC_REPLAYS");
    }

    /** SYNC_CHECKPOINTS_NEWEST asks for checkpoints too. */
    boolean wantsCheckpoints() {
        return isOn("SYNC_CHECKPOINTS_DOWN")
                || (newestCheckpoints() > 0
                        && environment.get("SYNC_CHECKPOINTS_DOWN").isEmpty());
    }

    /** Number of newest checkpoints to download; 0 for all. */
    int newestCheckpoints() {
        String number = environment.get(NEWEST, "").strip();
        return number.matches(COUNT_PATTERN) ? Integer.parseInt(number) : 0;
    }

    boolean isStrict() {
        return isOn("REPLAY_STORAGE_STRICT");
    }

    private boolean isOn(String name) {
        return environment.get(name, "").equals("true");
    }

    /** One warning for each variable with an unknown value. */
    List<String> warnings() {
        return unrecognized().stream().map(this::warning).toList();
    }

    /** Names of the variables with an unknown value. */
    List<String> unrecognized() {
        return Stream.concat(
                        NAMES.stream()
                                .filter(name -> !environment.get(name, "false").matches("true|false")),
                        Stream.of(NEWEST)
                                .filter(name ->
                                        !environment.get(name, "1").strip().matches(COUNT_PATTERN)))
                .toList();
    }

    String warning(String name) {
        if (name.equals(NEWEST)) {
            return name + " is '" + environment.get(name, "")
                    + "', which is not a number of checkpoints; it is ignored";
        }
        return name + " is '" + environment.get(name, "") + "'; only 'true' turns it on";
    }

    /** True for values such as `1` and `yes`. */
    static boolean isProbablyTrue(String value) {
        return value.strip().toLowerCase(Locale.ROOT).matches("true|yes|y|on|1");
    }
}
