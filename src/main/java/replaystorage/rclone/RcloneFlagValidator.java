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
import replaystorage.flags.RcloneFlag;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;

/** Asks rclone whether it accepts the user's flags, before anything is listed or copied. */
public final class RcloneFlagValidator {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Pattern UNKNOWN_FLAG = Pattern.compile("unknown (?:shorthand )?flag: (?:'.' in )?(-\\S+)");
    private static final Pattern INVALID_VALUE =
            Pattern.compile("(?:invalid argument .* for .*|flag needs an argument: .*)");
    private static final Pattern STRAY_ARGUMENT =
            Pattern.compile("provided [1-9]\\d* non flag arguments: \\[\"(.*)\"]");
    private static final Pattern FLAG_NAME = Pattern.compile("--[a-z0-9][a-z0-9-]+");

    private final Rclone rclone;
    private final BinaryOperator<String> correctedCommand;

    /** @param corrected the user's command line with a flag replaced */
    public RcloneFlagValidator(Rclone rclone, BinaryOperator<String> corrected) {
        this.rclone = rclone;
        this.correctedCommand = corrected;
    }

    /**
     * Runs a copy without paths, which ends after rclone has parsed its flags.
     *
     * @throws CliException 64 for an unknown flag, an invalid value, or a word that belongs to no flag
     */
    public void requireValid(List<RcloneFlag> flags) {
        String said = String.join("\n", outputOf(RcloneFlag.arguments(flags), "copy"));
        Matcher unknown = UNKNOWN_FLAG.matcher(said);
        if (unknown.find()) {
            String flag = unknown.group(1);
            throw new CliException(
                    ExitStatus.USAGE,
                    "rclone does not know " + flag,
                    nearestFlag(flag)
                            .map(near -> correctedCommand.apply(flag, near))
                            .orElse("rclone help flags   # all that it knows"));
        }
        Matcher invalid = INVALID_VALUE.matcher(said);
        if (invalid.find()) {
            throw new CliException(ExitStatus.USAGE, "rclone can't read a flag after --: " + invalid.group());
        }
        Matcher stray = STRAY_ARGUMENT.matcher(said);
        if (stray.find()) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "'" + stray.group(1) + "' after -- is not a flag of rclone; only flags can follow --");
        }
    }

    private Optional<String> nearestFlag(String flag) {
        TreeSet<String> known = new TreeSet<>();
        for (String line : outputOf(List.of(), "help", "flags")) {
            Matcher name = FLAG_NAME.matcher(line);
            if (line.startsWith("  ") && name.find()) {
                known.add(name.group());
            }
        }
        return DidYouMean.closest(flag, known);
    }

    private List<String> outputOf(List<String> flags, String... command) {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        List<String> arguments =
                Stream.concat(Stream.of(command), flags.stream()).toList();
        rclone.run(new Rclone.RcloneCall(arguments, said::add, line -> said.add(line.message()), TIMEOUT));
        return said;
    }
}
