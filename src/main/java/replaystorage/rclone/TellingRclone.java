package replaystorage.rclone;

import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;

/**
 * Tells what a storage is asked for if it does not answer at once.
 *
 * @param note gets a line for each listing that takes its time
 */
public record TellingRclone(Rclone rclone, Consumer<String> note) implements Rclone {
    private static final Duration SOON = Duration.ofMillis(700);

    @Override
    public Ended run(Call call) {
        List<String> arguments = call.arguments();
        if (!arguments.contains("lsjson") || arguments.contains("--files-from-raw")) {
            return rclone.run(call);
        }
        String folder = arguments.get(arguments.size() - 1).replaceFirst("/$", "");
        Timer timer = new Timer("listing", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        note.accept("listing " + folder + " ...");
                    }
                },
                SOON.toMillis());
        try {
            return rclone.run(call);
        } finally {
            timer.cancel();
        }
    }
}
