package replaystorage.flags;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A flag of rclone and its value, as they were given. Its name has no dashes: `transfers`.
 *
 * @param arguments such as `--transfers 16`, `--transfers=16` or `-vP`
 */
public record RcloneFlag(List<String> arguments) {
    private static final String VARIABLE_PREFIX = "RCLONE_";
    private static final Pattern SEPARATOR = Pattern.compile("[ =]+");

    public static RcloneFlag of(String name, Object value) {
        return new RcloneFlag(List.of("--" + name, value.toString()));
    }

    /** Takes a text such as `--transfers 16` or `--transfers=16`. */
    public static RcloneFlag parse(String text) {
        return new RcloneFlag(List.of(SEPARATOR.split(text.strip(), 2)));
    }

    /** Splits a list of arguments before each that begins with a dash. */
    public static List<RcloneFlag> parseArguments(List<String> arguments) {
        List<RcloneFlag> flags = new ArrayList<>();
        for (int begin = 0, end = 1; begin < arguments.size(); end++) {
            if (end == arguments.size() || arguments.get(end).startsWith("-")) {
                flags.add(new RcloneFlag(List.copyOf(arguments.subList(begin, end))));
                begin = end;
            }
        }
        return flags;
    }

    /** The arguments of all flags. */
    public static List<String> arguments(Collection<RcloneFlag> flags) {
        return flags.stream().flatMap(flag -> flag.arguments.stream()).toList();
    }

    public String name() {
        int begin = 0;
        while (begin < first().length() && first().charAt(begin) == '-') {
            begin++;
        }
        int sign = first().indexOf('=');
        return first().substring(begin, sign < 0 ? first().length() : sign);
    }

    /** The name, and the letters that stand together: `-vP` is `-v -P`. Empty for a word that is not a flag. */
    Stream<String> names() {
        Stream<String> letters = first().matches("-[A-Za-z]+")
                ? first().substring(1).chars().mapToObj(Character::toString)
                : Stream.empty();
        return first().startsWith("-") ? Stream.concat(Stream.of(name()), letters) : Stream.empty();
    }

    public Optional<String> value() {
        int sign = first().indexOf('=');
        return sign >= 0
                ? Optional.of(first().substring(sign + 1))
                : arguments.stream().skip(1).findFirst();
    }

    /** The same flag with name and value in one argument, as rclone takes the value of a switch. */
    public RcloneFlag inOneArgument() {
        return new RcloneFlag(List.of(String.join("=", arguments)));
    }

    /** The variable by which rclone takes the flag. */
    public String variable() {
        return variable(name());
    }

    public static String variable(String name) {
        return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The name of the flag that a variable stands for; empty for a variable that is not rclone's. */
    public static Optional<String> nameOfVariable(String variable) {
        if (!variable.startsWith(VARIABLE_PREFIX)) {
            return Optional.empty();
        }
        String name = variable.substring(VARIABLE_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return variable(name).equals(variable) ? Optional.of(name) : Optional.empty();
    }

    /** As rclone's documentation writes it: `--transfers 16`. */
    @Override
    public String toString() {
        return String.join(" ", arguments);
    }

    private String first() {
        return arguments.get(0);
    }
}
