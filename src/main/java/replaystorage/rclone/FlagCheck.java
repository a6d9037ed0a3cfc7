package replaystorage.rclone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Nearest;

/** Asks rclone whether it knows a user's flags and can read their values, before anything is listed or copied. */
public final class FlagCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern UNKNOWN = Pattern.compile("unknown (?:shorthand )?flag: (?:'.' in )?(-\\S+)");
    private static final Pattern INVALID = Pattern.compile("(?:invalid argument .* for .*|flag needs an argument: .*)");
    private static final Pattern STRAY = Pattern.compile("provided [1-9]\\d* non flag arguments: \\[\"(.*)\"]");
    private static final Pattern NAME = Pattern.compile("--[a-z0-9][a-z0-9-]+");

    private final Rclone rclone;
    private final BinaryOperator<String> corrected;

    /** @param corrected the command as it was typed, with another flag in place of the first */
    public FlagCheck(Rclone rclone, BinaryOperator<String> corrected) {
        this.rclone = rclone;
        this.corrected = corrected;
    }

    /**
     * By a copy without paths, which ends after it has read its flags.
     *
     * @throws CliException 64 for a flag that rclone does not know, a value that it can't read, or a word that is no flag's
     */
    public void require(List<String> flags) {
        String said = String.join("\n", said(flags, "copy"));
        Matcher unknown = UNKNOWN.matcher(said);
        if (unknown.find()) {
            String flag = unknown.group(1);
            throw new CliException(
                    ExitStatus.USAGE,
                    "rclone does not know " + flag,
                    nearest(flag)
                            .map(near -> corrected.apply(flag, near))
                            .orElse("rclone help flags   # all that it knows"));
        }
        Matcher invalid = INVALID.matcher(said);
        if (invalid.find()) {
            throw new CliException(ExitStatus.USAGE, "rclone can't read a flag behind --: " + invalid.group());
        }
        Matcher stray = STRAY.matcher(said);
        if (stray.find()) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "'" + stray.group(1) + "' behind -- belongs to no flag of rclone; only flags stand there");
        }
    }

    private Optional<String> nearest(String flag) {
        TreeSet<String> known = new TreeSet<>();
        for (String line : said(List.of(), "help", "flags")) {
            Matcher name = NAME.matcher(line);
            if (line.startsWith("  ") && name.find()) {
                known.add(name.group());
            }
        }
        return Nearest.of(flag, known);
    }

    private List<String> said(List<String> flags, String... command) {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        List<String> arguments =
                Stream.concat(Stream.of(command), flags.stream()).toList();
        rclone.run(new Rclone.Call(arguments, said::add, line -> said.add(line.message()), PATIENCE));
        return said;
    }
}
