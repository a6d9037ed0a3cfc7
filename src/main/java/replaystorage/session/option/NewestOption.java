package replaystorage.session.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.jobs.checkpoint.CheckpointSelection;

public final class NewestOption {
    @Option(
            names = "--newest",
            paramLabel = "N",
            converter = CountConverter.class,
            description =
                    "Download only the newest N checkpoints: folders like checkpoint-500 or with an index, else files.")
    private Long newest;

    public boolean isGiven() {
        return newest != null;
    }

    /**
     * @param command the command line without this option
     * @throws CliException 64 for 0
     */
    public CheckpointSelection selection(List<String> command, List<String> more) {
        if (newest != null && newest == 0) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "--newest must be at least 1",
                    PasteableCommand.ofProgram(command, List.of()) + " --newest 1");
        }
        List<String> words = new ArrayList<>(command);
        words.addAll(more);
        return new CheckpointSelection(
                newest == null ? 0 : newest.intValue(), false, PasteableCommand.ofProgram(words, List.of()));
    }
}
