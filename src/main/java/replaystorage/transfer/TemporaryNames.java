package replaystorage.transfer;

import java.util.regex.Pattern;

/** The names that writers give to files that are not complete yet; such a file is never sent. */
final class TemporaryNames {
    private static final Pattern NAMES = Pattern.compile(String.join(
            "|",
            ".*\\.[0-9a-f]{8}\\.partial", // rclone
            ".*\\.tmp",
            ".*\\.tmp\\..*",
            ".*\\.partial",
            ".*\\.incomplete",
            "tmp-checkpoint-.*", // Hugging Face's trainer
            ".*\\.orbax-checkpoint-tmp.*"));

    private TemporaryNames() {}

    static boolean matches(String name) {
        return NAMES.matcher(name).matches();
    }
}
