package replaystorage.rclone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import replaystorage.rclone.LogLine.LogLevel;

/** Answers rclone commands with given lines, and remembers all calls. */
public final class FakeRclone implements Rclone {
    private final Map<String, FakeAnswer> answers = new HashMap<>();
    private final List<FakeCall> calls = Collections.synchronizedList(new ArrayList<>());

    /** @param names content of the file of `--files-from-raw` */
    public record FakeCall(List<String> arguments, List<String> names) {
        public String command() {
            return arguments.get(0);
        }

        public String lastArgument() {
            return arguments.get(arguments.size() - 1);
        }
    }

    public record FakeOutput(int status, List<String> stdout, List<LogLine> log) {
        public static FakeOutput of(String... stdout) {
            return new FakeOutput(0, List.of(stdout), List.of());
        }

        public static FakeOutput failed(int status, String error) {
            return new FakeOutput(status, List.of(), List.of(new LogLine(LogLevel.ERROR, error, null, null)));
        }

        /** The log of a copy of these files. */
        public static FakeOutput copied(List<String> names) {
            return new FakeOutput(
                    0,
                    List.of(),
                    names.stream()
                            .map(name -> new LogLine(LogLevel.INFO, "Copied (new)", name, null))
                            .toList());
        }
    }

    public interface FakeAnswer {
        FakeOutput answer(FakeCall call);
    }

    /** Sets the answer to a subcommand; the default is success without output. */
    public FakeRclone on(String command, FakeAnswer answer) {
        answers.put(command, answer);
        return this;
    }

    @Override
    public Exit run(RcloneCall call) {
        FakeCall seen = new FakeCall(call.arguments(), names(call.arguments()));
        calls.add(seen);
        FakeOutput output =
                answers.getOrDefault(seen.command(), none -> FakeOutput.of()).answer(seen);
        output.stdout().forEach(call.stdout());
        output.log().forEach(call.log());
        return new Exit(output.status(), false);
    }

    private static List<String> names(List<String> arguments) {
        int at = arguments.indexOf("--files-from-raw");
        try {
            return at < 0 ? List.of() : Files.readAllLines(Path.of(arguments.get(at + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<FakeCall> calls() {
        return List.copyOf(calls);
    }

    public List<FakeCall> calls(String command) {
        return calls().stream().filter(call -> call.command().equals(command)).collect(Collectors.toList());
    }
}
