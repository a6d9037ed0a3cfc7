package replaystorage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.progress.Mode;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.ConfLocation;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.RcloneBinary;
import replaystorage.rclone.RcloneConfig;
import replaystorage.rclone.RcloneVersion;
import replaystorage.rclone.Redaction;
import replaystorage.settings.Catalogue;
import replaystorage.settings.Environment;
import replaystorage.settings.MachineReader;
import replaystorage.settings.Preferences;
import replaystorage.settings.Provider;
import replaystorage.settings.RcloneFlags;
import replaystorage.settings.Secret;
import replaystorage.settings.Settings;
import replaystorage.transfer.Beside;
import replaystorage.transfer.CopyOptions;
import replaystorage.transfer.Filter;
import replaystorage.transfer.Patience;
import replaystorage.transfer.Room;
import replaystorage.transfer.Setup;
import replaystorage.transfer.Storage;
import replaystorage.transfer.Told;

/** Opens the storage: finds rclone, reads the settings, sees to rclone.conf, and makes the child's environment. */
final class Opening {
    private static final RcloneVersion OLDEST = RcloneVersion.parse("1.73.0").orElseThrow();

    private final App app;
    private final Environment environment;
    private final Session session;
    private final TransferOptions transfers;
    private final Mode mode;
    private final DisplayReporter reporter;
    private final Patience patience;
    private final RcloneBinary binary;
    private final RcloneConfig config;
    private final Preferences preferences;
    private final Catalogue catalogue;

    Opening(
            App app,
            Session session,
            TransferOptions transfers,
            Mode mode,
            DisplayReporter reporter,
            Patience patience) {
        this.app = app;
        this.environment = app.environment();
        this.session = session;
        this.transfers = transfers;
        this.mode = mode;
        this.reporter = reporter;
        this.patience = patience;
        this.preferences = session.preferences();
        this.catalogue = app.catalogue().as(preferences);
        this.binary = RcloneBinary.find(environment, app.home().orElse(null), OLDEST);
        Rclone bare = ProcessRclone.bare(binary.file(), environment);
        this.config = new RcloneConfig(bare, ConfLocation.of(environment, binary.file(), bare));
    }

    boolean isConfigured() {
        return found().isPresent();
    }

    Optional<Settings> found() {
        return Settings.of(environment, catalogue, config.sections());
    }

    /** The keys of a section of rclone.conf; none where it is not there. */
    Map<String, String> section(String remote) {
        return config.sections().getOrDefault(remote, Map.of());
    }

    /** Opens the storage without writing anything. */
    Setup trial() {
        return lend(settings());
    }

    Setup open() {
        Settings settings = settings();
        RcloneConfig.Applied applied = config.apply(settings);
        applied.notes().forEach(reporter::note);
        return setup(
                settings, applied.environment(), session.workspace().state().resolve("tmp"));
    }

    private Settings settings() {
        Settings settings = Settings.orFail(environment, catalogue, config.sections());
        settings.notes().forEach(reporter::note);
        return settings;
    }

    /** The same where writing rclone.conf is what is wanted: what stands in the way is an error. */
    String configure() {
        config.configure(settings()).notes().forEach(reporter::note);
        return config.path().toString();
    }

    /** Opens it for who only looks: rclone.conf is left as it is, and what it lacks holds for this run. */
    Setup lend(Settings settings) {
        return setup(settings, config.lend(settings), Path.of(System.getProperty("java.io.tmpdir")));
    }

    RcloneConfig config() {
        return config;
    }

    RcloneBinary binary() {
        return binary;
    }

    private Setup setup(Settings settings, Map<String, String> handedOver, Path temporary) {
        ChildEnvironment child = ChildEnvironment.of(
                environment,
                settings.remote(),
                settings.isEnvironmentAuth(),
                settings.variables().values());
        String withheld = child.note(settings.provider().backend());
        if (!withheld.isEmpty()) {
            reporter.note(withheld);
        }
        Map<String, String> changes = new HashMap<>(child.changes());
        changes.putAll(handedOver);
        Redaction redaction = Redaction.of(secrets(settings));
        reporter.redact(redaction::apply);
        ProcessRclone rclone =
                new ProcessRclone(binary.file(), changes, config.path(), environment.get("PATH", ""), redaction);
        Path state = session.workspace().state();
        if (reporter.verbose()) {
            reporter.note(settings.provider().title() + " as [" + settings.remote() + "] of " + config.path()
                    + ", by rclone " + binary.version() + " at " + binary.file() + "; state in " + state
                    + preferences.file().map(file -> "; settings of " + file).orElse(""));
        }
        return new Setup(
                new Storage(reporter.verbose() ? told(rclone) : rclone, settings, temporary, patience),
                settings,
                state,
                reporter,
                options(child.tuned()),
                transfers == null ? Filter.ALL : transfers.filter(preferences),
                preferences.folders(),
                new Beside(() -> session.workspace().pod(session.today()), session.started()),
                new Room());
    }

    /** Each call is told before it runs; there is no secret in one. */
    private Rclone told(Rclone rclone) {
        return call -> {
            reporter.note("rclone " + String.join(" ", call.arguments()));
            return rclone.run(call);
        };
    }

    /** Those of the environment, and those that only stand in rclone.conf. An id or an endpoint is none: messages need them. */
    private List<String> secrets(Settings settings) {
        Map<String, String> section = section(settings.remote());
        return Stream.concat(
                        settings.provider().variables().stream()
                                .filter(Provider.Variable::secret)
                                .map(Provider.Variable::option)
                                .flatMap(key -> Stream.of(
                                        Optional.ofNullable(
                                                        settings.credentials().get(key))
                                                .map(Secret::reveal),
                                        Optional.ofNullable(section.get(key))))
                                .flatMap(Optional::stream),
                        environment.get("RCLONE_CONFIG_PASS").stream())
                .distinct()
                .toList();
    }

    private CopyOptions options(Set<String> tuned) {
        List<String> more = new ArrayList<>(transfers == null ? List.of() : transfers.flags());
        more.addAll(RcloneFlags.checked(app.passThrough()));
        return new CopyOptions(
                more,
                tuned,
                mode == Mode.RCLONE ? Optional.of(app.streams().err()) : Optional.empty(),
                patience,
                () -> MachineReader.here().sharedBy(session.sideBySide()),
                reporter.verbose() ? Told.to(reporter::note) : Told.nobody());
    }
}
