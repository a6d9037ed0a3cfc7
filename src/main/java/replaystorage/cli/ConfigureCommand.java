package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

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
        session.result(chosen.setup().settings().remote() + ": in " + file);
        if (check) {
            return new BucketCheck(chosen).run();
        }
        return ExitStatus.OK;
    }
}
