package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.CheckpointChoice;

/** How many checkpoints are wanted. */
final class NewestOption {
    @Option(
            names = "--newest",
            paramLabel = "N",
            converter = CountConverter.class,
            description =
                    "Only the newest N checkpoints: folders named like checkpoint-500 or with an index, else files.")
    private Long newest;

    boolean isGiven() {
        return newest != null;
    }

    /**
     * What is asked for.
     *
     * @param command that brings them, without this option
     * @throws CliException 64 for none
     */
    CheckpointChoice choice(List<String> command, List<String> more) {
        if (newest != null && newest == 0) {
            throw new CliException(
                    ExitStatus.USAGE, "--newest must be 1 at least", Shell.line(command, List.of()) + " --newest 1");
        }
        List<String> words = new ArrayList<>(command);
        words.addAll(more);
        return new CheckpointChoice(newest == null ? 0 : newest.intValue(), false, Shell.line(words, List.of()));
    }
}
