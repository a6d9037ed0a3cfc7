package replaystorage.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.doctor.BucketCheck;
import replaystorage.doctor.Check;
import replaystorage.doctor.CommandSymlinksCheck;
import replaystorage.doctor.DiskSpaceCheck;
import replaystorage.doctor.Doctor;
import replaystorage.doctor.Finding;
import replaystorage.doctor.FolderVariablesCheck;
import replaystorage.doctor.IgnoredVariablesCheck;
import replaystorage.doctor.LocalBucketCheck;
import replaystorage.doctor.MachineCheck;
import replaystorage.doctor.ProxyCheck;
import replaystorage.doctor.RcloneConfCheck;
import replaystorage.doctor.SettingsCheck;
import replaystorage.doctor.WorkspaceCheck;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.settings.ConfSections;
import replaystorage.settings.Settings;
import replaystorage.transfer.TransferContext;
import replaystorage.workspace.StandardFolders;
import replaystorage.workspace.Workspace;

/** All checks of the doctor, in order. A failed check does not stop the others. */
final class DoctorChecks {
    private final ProgramInvocation invocation;
    private final Environment environment;
    private final CommandSession session;
    private final ProviderCatalogue catalogue = ProviderCatalogue.bundled();
    private final Set<Finding> reported = new HashSet<>();
    private TransferContext context;

    DoctorChecks(ProgramInvocation invocation, CommandSession session) {
        this.invocation = invocation;
        this.environment = invocation.environment();
        this.session = session;
    }

    Doctor doctor() {
        return new Doctor(checks(), reported);
    }

    /** By subject, in the order in which they are shown. */
    private Map<String, Check> checks() {
        Workspace workspace = session.workspace();
        String pod = workspace.podName(session.today());
        Supplier<TransferContext> storage = this::openReadOnly;
        AtomicBoolean silent = new AtomicBoolean();
        BucketCheck replays = new BucketCheck(storage, BucketRole.REPLAYS, pod, silent, reported);
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("settings", this::checkUserConfig);
        checks.put("rclone", this::checkRclone);
        checks.put("machine", new MachineCheck());
        checks.put("storage", new SettingsCheck(environment, catalogue, this::settings));
        checks.put("variables", new IgnoredVariablesCheck(environment, catalogue, this::settings));
        checks.put("switches", this::checkSwitches);
        checks.put(
                "rclone.conf", new RcloneConfCheck(() -> session.storageOpener().confUpdater(), this::settings));
        checks.put("proxy", new ProxyCheck(environment));
        checks.put("replays", replays);
        checks.put("artifacts", new BucketCheck(storage, BucketRole.ARTIFACTS, pod, silent, reported));
        checks.put(
                "disk", new DiskSpaceCheck(replays, environment.get("REPLAY_SUBDIR", ""), workspace.replaysFolder()));
        checks.put("workspace", new WorkspaceCheck(environment, workspace, this::artifactNames));
        checks.put("places", new FolderVariablesCheck(environment, workspace, this::artifactNames));
        checks.put("storage folder", new LocalBucketCheck(environment, workspace, this::settings, this::artifactNames));
        checks.put(
                "commands",
                new CommandSymlinksCheck(new CommandInstaller(invocation).symlinks(), CommandInstaller.commandNames()));
        return checks;
    }

    private List<String> artifactNames() {
        return session.artifactNames(StandardFolders.ARTIFACTS);
    }

    private List<Finding> checkUserConfig() {
        try {
            return List.of(Finding.ok(
                    session.userConfig().file().map(Path::toString).orElse("no replay-storage.yaml (it is optional)")));
        } catch (CliException e) {
            session.ignoreUserConfig();
            return List.of(Finding.error(e));
        }
    }

    private List<Finding> checkRclone() {
        return List.of(Finding.ok(session.storageOpener().describeRclone()));
    }

    /** Needs the variables only, not rclone. */
    private Settings settings() {
        ConfSections sections;
        try {
            sections = session.storageOpener().sections();
        } catch (CliException e) {
            sections = ConfSections.NONE;
        }
        return Settings.require(environment, invocation.catalogue().withUserConfig(session.userConfig()), sections);
    }

    private TransferContext openReadOnly() {
        if (context == null) {
            context = session.storageOpener().openReadOnly(settings());
        }
        return context;
    }

    private List<Finding> checkSwitches() {
        EntrypointSwitches switches = new EntrypointSwitches(environment);
        Stream<Finding> doubtful = switches.unrecognized().stream()
                .map(name -> Finding.warning(
                        switches.warning(name),
                        EntrypointSwitches.isProbablyTrue(environment.get(name, ""))
                                ? PasteableCommand.exportCommand(name, "true")
                                : "unset " + name));
        Stream<Finding> times = Stream.<Consumer<Environment>>of(AutoSyncCommand::interval, PodStartDeadline::of)
                .flatMap(this::errorOf);
        List<Finding> findings = Stream.concat(doubtful, times).toList();
        return findings.isEmpty() ? List.of(Finding.ok("SYNC_* and time variables are valid")) : findings;
    }

    private Stream<Finding> errorOf(Consumer<Environment> reading) {
        try {
            reading.accept(environment);
            return Stream.empty();
        } catch (CliException e) {
            return Stream.of(Finding.error(e));
        }
    }
}
