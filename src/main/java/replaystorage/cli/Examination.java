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
import replaystorage.doctor.CommandsCheck;
import replaystorage.doctor.ConfCheck;
import replaystorage.doctor.Doctor;
import replaystorage.doctor.Finding;
import replaystorage.doctor.MachineCheck;
import replaystorage.doctor.PlacesCheck;
import replaystorage.doctor.ProxyCheck;
import replaystorage.doctor.SettingsCheck;
import replaystorage.doctor.SpaceCheck;
import replaystorage.doctor.StorageFolderCheck;
import replaystorage.doctor.VariablesCheck;
import replaystorage.doctor.WorkspaceCheck;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.Provider.Role;
import replaystorage.settings.Settings;
import replaystorage.settings.ShellLine;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.Setup;
import replaystorage.workspace.Workspace;

/** All that doctor looks at, put together. What is wrong in one place keeps no other from being looked at. */
final class Examination {
    private final App app;
    private final Environment environment;
    private final Session session;
    private final Catalogue catalogue = Catalogue.packed();
    private final Set<String> told = new HashSet<>();
    private Setup setup;

    Examination(App app, Session session) {
        this.app = app;
        this.environment = app.environment();
        this.session = session;
    }

    Doctor doctor() {
        return new Doctor(checks(), told);
    }

    /** By the name of what each looks at, in the order in which they are shown. */
    private Map<String, Check> checks() {
        Workspace workspace = session.workspace();
        String pod = workspace.pod(session.today());
        Supplier<Setup> storage = this::storage;
        AtomicBoolean silent = new AtomicBoolean();
        BucketCheck replays = new BucketCheck(storage, Role.REPLAYS, pod, silent, told);
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("settings", this::preferences);
        checks.put("rclone", this::rclone);
        checks.put("machine", new MachineCheck());
        checks.put("storage", new SettingsCheck(environment, catalogue, this::settings));
        checks.put("variables", new VariablesCheck(environment, catalogue, this::settings));
        checks.put("switches", this::switches);
        checks.put("rclone.conf", new ConfCheck(() -> session.opening().config(), this::settings));
        checks.put("proxy", new ProxyCheck(environment));
        checks.put("replays", replays);
        checks.put("artifacts", new BucketCheck(storage, Role.ARTIFACTS, pod, silent, told));
        checks.put("disk", new SpaceCheck(replays, environment.get("REPLAY_SUBDIR", ""), workspace.replays()));
        checks.put("workspace", new WorkspaceCheck(environment, workspace, this::folders));
        checks.put("places", new PlacesCheck(environment, workspace, this::folders));
        checks.put("storage folder", new StorageFolderCheck(environment, workspace, this::settings, this::folders));
        checks.put("commands", new CommandsCheck(new CommandLinks(app).commands(), CommandLinks.names()));
        return checks;
    }

    private List<String> folders() {
        return session.names(Artifacts.NAMES);
    }

    private List<Finding> preferences() {
        try {
            return List.of(Finding.ok(session.preferences()
                    .file()
                    .map(Path::toString)
                    .orElse("no replay-storage.yaml, and none is needed")));
        } catch (CliException e) {
            session.withoutPreferences();
            return List.of(Finding.error(e));
        }
    }

    private List<Finding> rclone() {
        var binary = session.opening().binary();
        return List.of(Finding.ok(binary.version() + " at " + binary.file()));
    }

    /** What the variables say can be known without rclone. */
    private Settings settings() {
        Map<String, Map<String, String>> sections;
        try {
            sections = session.opening().config().sections();
        } catch (CliException e) {
            sections = Map.of();
        }
        return Settings.orFail(environment, app.catalogue().as(session.preferences()), sections);
    }

    private Setup storage() {
        if (setup == null) {
            setup = session.opening().lend(settings());
        }
        return setup;
    }

    private List<Finding> switches() {
        Switches switches = new Switches(environment);
        Stream<Finding> doubtful = switches.doubtful().stream()
                .map(name -> Finding.warning(
                        switches.warning(name),
                        Switches.isMeant(environment.get(name, ""))
                                ? ShellLine.export(name, "true")
                                : "unset " + name));
        Stream<Finding> times = Stream.<Consumer<Environment>>of(AutoSyncCommand::interval, StartTime::of)
                .flatMap(this::error);
        List<Finding> findings = Stream.concat(doubtful, times).toList();
        return findings.isEmpty() ? List.of(Finding.ok("SYNC_* and times are well-formed")) : findings;
    }

    private Stream<Finding> error(Consumer<Environment> reading) {
        try {
            reading.accept(environment);
            return Stream.empty();
        } catch (CliException e) {
            return Stream.of(Finding.error(e));
        }
    }
}
