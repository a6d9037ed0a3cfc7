package replaystorage.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Settings;
import replaystorage.transfer.RemotePath;

/** The provider's section of rclone.conf. */
@Command(
        name = "configure",
        description = {
            "Write the provider's section of rclone.conf from the environment.",
            "The file's other sections stay as they are.",
            "Every other command does the same when the section is missing or out of date."
        },
        footer = {"", "Example:  replay-storage configure b2 --check"})
final class ConfigureCommand extends SessionCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            description = "b2, r2, s3, minio, gdrive or local (default: the one whose variables are set).")
    private String provider;

    @Option(names = "--check", description = "List the buckets too, to see that keys and names are right.")
    private boolean check;

    ConfigureCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<String> known = Catalogue.packed().names();
        if (provider != null && !known.contains(provider)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "there is no provider '" + provider + "'; there are " + String.join(", ", known),
                    "replay-storage configure " + known.get(0));
        }
        Session chosen = provider == null ? session : session.of(provider);
        String file = chosen.configure();
        Settings settings = chosen.setup().settings();
        session.result(settings.remote() + ": in " + file);
        if (check) {
            List<Settings.Bucket> buckets = Stream.of(settings.replays(), settings.artifacts())
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
            buckets.forEach(bucket -> look(chosen, bucket));
        }
        return ExitStatus.OK;
    }

    private void look(Session session, Settings.Bucket bucket) {
        RemotePath path = session.setup().bucket(bucket);
        boolean there = session.setup().storage().isThere(path, bucket);
        session.result(path + (there ? ": can be listed" : ": will be made when it is first needed"));
    }
}
