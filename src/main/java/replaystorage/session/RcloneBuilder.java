package replaystorage.session;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.console.CommandConsole;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.UserFlags;
import replaystorage.host.Environment;
import replaystorage.host.PasteableCommand;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.Redaction;
import replaystorage.rclone.SlowAnswerRclone;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.settings.Settings;
import replaystorage.transfer.list.EtagTolerantRclone;

/**
 * Builds the rclone of a storage with its variables and flags, and reports its calls to the user.
 *
 * @param terminal true if a user watches, who is told about slow calls
 */
record RcloneBuilder(
        Path binary,
        Environment environment,
        UserFlags userFlags,
        RcloneConfUpdater conf,
        CommandConsole console,
        boolean terminal) {

    ChildEnvironment childEnvironment(Settings settings) {
        return ChildEnvironment.of(
                environment,
                settings.remote(),
                settings.isEnvironmentAuth(),
                settings.variables().values());
    }

    /** Masks the secrets of these settings, also on the console. */
    Redaction redaction(Settings settings) {
        Redaction redaction = Redaction.of(
                settings,
                conf.sections().keys(settings.remote()),
                environment,
                userFlags.secretVariables().values());
        console.setRedaction(redaction::redact);
        return redaction;
    }

    /** @param handedOver variables for the values that rclone.conf lacks */
    Rclone process(Settings settings, Map<String, String> handedOver, Redaction redaction) {
        Map<String, String> changes = new HashMap<>(childEnvironment(settings).changes());
        changes.putAll(userFlags.secretVariables());
        changes.putAll(handedOver);
        return new ProcessRclone(binary, changes, conf.path(), environment.get("PATH", ""), redaction);
    }

    /** Adds what every call needs: the user's flags, notes about the calls, and tolerance of server faults. */
    Rclone decorate(Rclone process, Settings settings, Path stateFolder) {
        Rclone noted = withNotes(process);
        List<String> flags = Stream.of(
                        userFlags.forEveryCall(), settings.provider().userFlagsForEveryCall())
                .map(RcloneFlag::arguments)
                .flatMap(List::stream)
                .toList();
        Rclone whole = flags.isEmpty() ? noted : call -> noted.run(call.withFlags(flags));
        return settings.provider().backend().equals("s3")
                ? new EtagTolerantRclone(whole, settings.remote(), settings.endpoint(), stateFolder, console::note)
                : whole;
    }

    /** Arguments contain no secret. */
    private Rclone withNotes(Rclone rclone) {
        if (!console.verbose()) {
            return terminal ? new SlowAnswerRclone(rclone, console::note) : rclone;
        }
        return call -> {
            console.note("rclone "
                    + call.arguments().stream().map(PasteableCommand::quote).collect(Collectors.joining(" ")));
            return rclone.run(call);
        };
    }
}
