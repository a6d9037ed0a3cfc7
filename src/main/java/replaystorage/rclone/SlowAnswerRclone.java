package replaystorage.rclone;

import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;

/**
 * Tells the user which listing takes long.
 *
 * @param onSlowAnswer receives a line for each slow listing
 */
public record SlowAnswerRclone(Rclone rclone, Consumer<String> onSlowAnswer) implements Rclone {
    private static final Duration NOTICE_AFTER = Duration.ofMillis(700);

    @Override
    public Exit run(RcloneCall call) {
        if (!call.isListing()) {
            return rclone.run(call);
        }
        List<String> arguments = call.arguments();
        String folder = arguments.get(arguments.size() - 1).replaceFirst("/$", "");
        Timer timer = new Timer("listing", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        onSlowAnswer.accept("listing " + folder + " ...");
                    }
                },
                NOTICE_AFTER.toMillis());
        try {
            return rclone.run(call);
        } finally {
            timer.cancel();
        }
    }
}
