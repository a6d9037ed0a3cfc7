package replaystorage.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;
import replaystorage.session.option.TransferOptions;
import replaystorage.settings.RememberedEnvironment;
import replaystorage.settings.Settings;
import replaystorage.workspace.WorkspaceSetup;

@Command(
        name = "entrypoint",
        description = {
            "Set up a pod: rclone.conf, workspace folders, helper commands, first downloads.",
            "SYNC_REPLAYS, SYNC_CHECKPOINTS_DOWN and SYNC_CHECKPOINTS_NEWEST say what it downloads.",
            "runpod_entrypoint.sh runs it, evaluates the export lines it prints, and then runs the pod's command."
        },
        footer = {"", "Example:  eval \"$(replay-storage entrypoint --sourced)\""})
final class EntrypointCommand extends StorageCommand {
    private final TransferOptions options = new TransferOptions();

    @Option(
            names = "--sourced",
            description =
                    "For a shell: write rclone.conf and the helper commands, print the exports, and send no request.")
    private boolean sourced;

    EntrypointCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public TransferOptions transferOptions() {
        return options;
    }

    @Override
    public int run(CommandSession session) {
        ExportStatements exports = new ExportStatements();
        exports.put("POD_ID", session.workspace().podName(session.today()));
        for (String name : List.of("WORKSPACE", "RCLONE_CONFIG")) {
            invocation().environment().get(name).ifPresent(value -> exports.put(name, value));
        }
        try {
            return sourced ? exportForSourcing(session, exports) : startPod(session, exports);
        } finally {
            exports.print(invocation().streams().out());
        }
    }

    private int exportForSourcing(CommandSession session, ExportStatements exports) {
        new CommandInstaller(invocation()).install(session, exports, false);
        if (session.isConfigured()) {
            exports.putAll(session.transferContext().settings().bucketVariables());
        } else {
            session.warn(noStorageConfigured().getMessage());
        }
        return ExitStatus.OK;
    }

    private int startPod(CommandSession session, ExportStatements exports) {
        EntrypointSwitches switches = new EntrypointSwitches(invocation().environment());
        switches.warnings().forEach(session::warn);
        PodStartDeadline time = deadline(session);
        session.setTimeouts(time.timeouts());
        PodStartTransfers start = new PodStartTransfers(session, time, switches.isStrict());
        Optional<Settings> settings = start.openStorage();
        settings.ifPresent(known -> exports.putAll(known.bucketVariables()));
        rememberEnvironment(session, settings);
        start.runStep(
                "make all folders and links",
                () -> session.showReport(new WorkspaceSetup(session.workspace(), extraArtifacts(session)).prepare()));
        boolean installed = new CommandInstaller(invocation()).install(session, exports, true);
        if (settings.isPresent()) {
            start.download(switches.wantsReplays(), switches.wantsCheckpoints(), switches.newestCheckpoints());
        }
        if (installed) {
            session.note("commands: " + String.join(", ", CommandInstaller.commandNames()));
        }
        return start.status();
    }

    /** Artifacts of replay-storage.yaml; errors in that file were reported when the storage was opened. */
    private static List<String> extraArtifacts(CommandSession session) {
        try {
            return session.userConfig().folders();
        } catch (CliException e) {
            return List.of();
        }
    }

    private PodStartDeadline deadline(CommandSession session) {
        try {
            return PodStartDeadline.of(invocation().environment());
        } catch (CliException e) {
            session.warn(e.getMessage() + "; using 30 s");
            return PodStartDeadline.defaultDeadline();
        }
    }

    private void rememberEnvironment(CommandSession session, Optional<Settings> settings) {
        Environment environment =
                invocation().environment().with("POD_ID", session.workspace().podName(session.today()));
        new RememberedEnvironment(environment)
                .write(environment, settings)
                .forEach(
                        file -> session.warn(file + " can't be written: SSH sessions will not know the pod's buckets"));
    }

    static CliException noStorageConfigured() {
        return Settings.noStorageConfigured(ProviderCatalogue.bundled());
    }
}
