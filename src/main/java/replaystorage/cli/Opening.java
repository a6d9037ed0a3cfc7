package replaystorage.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import replaystorage.host.TemporaryPath;
import replaystorage.progress.Mode;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.ConfLocation;
import replaystorage.rclone.CurrentRclone;
import replaystorage.rclone.FlagCheck;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.RcloneBinary;
import replaystorage.rclone.RcloneConfig;
import replaystorage.rclone.RcloneVersion;
import replaystorage.rclone.Redaction;
import replaystorage.rclone.SectionTrial;
import replaystorage.rclone.TellingRclone;
import replaystorage.settings.Catalogue;
import replaystorage.settings.Environment;
import replaystorage.settings.GivenFlags;
import replaystorage.settings.MachineReader;
import replaystorage.settings.Preferences;
import replaystorage.settings.Settings;
import replaystorage.transfer.Beside;
import replaystorage.transfer.CopyOptions;
import replaystorage.transfer.EtagTolerance;
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
    private final GivenFlags given;
    private final RcloneConfig config;
    private final Preferences preferences;
    private final Catalogue catalogue;
    private SectionTrial trial;
    private boolean unproven;
    private Settings opened;
    private Map<String, String> written;
    private CurrentRclone current;

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
        this.given = GivenFlags.of(app.passThrough());
        if (!app.passThrough().isEmpty()) {
            new FlagCheck(bare, app::typedWith).require(given.checked());
        }
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
        Settings settings = settings();
        return setup(settings, config.lend(settings), temporary(), Optional.of(() -> false));
    }

    Setup open() {
        Settings settings = settings();
        RcloneConfig.Applied applied = config.offer(settings);
        applied.notes().forEach(reporter::note);
        Optional<BooleanSupplier> write = write(settings, applied);
        Path temporary = session.workspace().state().resolve("tmp");
        TemporaryPath.clearOwn(temporary);
        return setup(settings, applied.environment(), temporary, write);
    }

    private Optional<BooleanSupplier> write(Settings settings, RcloneConfig.Applied applied) {
        unproven = applied.unproven();
        opened = settings;
        written = config.written(settings);
        return unproven ? Optional.of(() -> isWritten(settings)) : Optional.empty();
    }

    /**
     * Takes over credentials that changed since the storage was opened: of a NAME_FILE, or of rclone.conf by another
     * program.
     *
     * @return whether there are any
     * @throws CliException 78 where they are of no use
     */
    boolean renew() {
        Settings now = Settings.orFail(environment, catalogue, config.sections());
        boolean isOurs = !now.credentials().equals(opened.credentials());
        if (!isOurs && config.written(now).equals(written)) {
            return false;
        }
        RcloneConfig.Applied applied = isOurs ? config.offer(now) : RcloneConfig.Applied.NOTHING;
        current.replaceBy(wired(now, child(now), applied.environment(), write(now, applied)));
        return true;
    }

    /** Variables whose values can't change while this program runs, and which hold credentials. */
    List<String> fixed() {
        return opened.credentials().keySet().stream()
                .map(key -> opened.variables().getOrDefault(key, key))
                .filter(name -> environment.get(name).isPresent())
                .toList();
    }

    private boolean isWritten(Settings settings) {
        RcloneConfig.Applied applied = config.apply(settings);
        written = config.written(settings);
        applied.notes().forEach(reporter::note);
        if (applied.written()) {
            reporter.note("[" + settings.remote() + "] in " + config.path()
                    + " has the new values: the storage accepted them");
        }
        return applied.environment().isEmpty();
    }

    /** Whether the storage accepted what a trial opened it with. */
    boolean isAccepted() {
        return trial != null && trial.isAccepted();
    }

    /** Says so where rclone.conf keeps other values than those of this run. */
    void end() {
        if (unproven && !trial.isAccepted()) {
            reporter.note(kept("the storage " + (trial.isAsked() ? "did not accept" : "was not asked about")
                    + " the other values of this run"));
        }
    }

    private Settings settings() {
        Settings settings = Settings.orFail(environment, catalogue, config.sections());
        settings.notes().forEach(reporter::note);
        return settings;
    }

    /** Writes rclone.conf; what stands in the way is an error. @return what became of the section */
    String configure() {
        Settings settings = settings();
        RcloneConfig.Applied applied = config.configure(settings);
        applied.notes().forEach(reporter::note);
        String section = "[" + settings.remote() + "]";
        return applied.written()
                ? "wrote " + section + " to " + config.path()
                : section + " in " + config.path() + " is up to date";
    }

    /** Whether rclone.conf holds other values than what is set. */
    boolean isDifferent() {
        Settings settings = settings();
        return !section(settings.remote()).isEmpty() && !config.lend(settings).isEmpty();
    }

    /** Opens it for who only looks: rclone.conf is left as it is, and what it lacks holds for this run. */
    Setup lend(Settings settings) {
        return setup(settings, config.lend(settings), temporary(), Optional.empty());
    }

    private static Path temporary() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        TemporaryPath.clear(temporary, path -> {});
        return temporary;
    }

    /** What to say of a section that was not replaced. */
    String kept(String why) {
        String remote = settings().remote();
        return section(remote).isEmpty()
                ? "[" + remote + "] was not written to " + config.path() + ": " + why
                : "[" + remote + "] in " + config.path() + " stays as it was: " + why;
    }

    RcloneConfig config() {
        return config;
    }

    RcloneBinary binary() {
        return binary;
    }

    /** @param write writes the section once the storage has accepted it; empty where nothing is to be written */
    private Setup setup(
            Settings settings, Map<String, String> handedOver, Path temporary, Optional<BooleanSupplier> write) {
        ChildEnvironment child = child(settings);
        String withheld = child.note(settings.provider().backend());
        if (!withheld.isEmpty()) {
            reporter.note(withheld);
        }
        current = new CurrentRclone(wired(settings, child, handedOver, write));
        Path state = session.workspace().state();
        if (reporter.verbose()) {
            reporter.note(settings.provider().title() + " as [" + settings.remote() + "] of " + config.path()
                    + ", by rclone " + binary.version() + " at " + binary.file() + "; state in " + state
                    + preferences.file().map(file -> "; settings of " + file).orElse(""));
        }
        return new Setup(
                new Storage(asking(told(current), settings, state), settings, temporary, patience),
                settings,
                state,
                reporter,
                options(child.tuned()),
                transfers == null ? Filter.ALL : transfers.filter(preferences),
                preferences.folders(),
                new Beside(() -> session.workspace().pod(session.today()), InstantSource.system()),
                new Room());
    }

    private ChildEnvironment child(Settings settings) {
        return ChildEnvironment.of(
                environment,
                settings.remote(),
                settings.isEnvironmentAuth(),
                settings.variables().values());
    }

    private Rclone wired(
            Settings settings,
            ChildEnvironment child,
            Map<String, String> handedOver,
            Optional<BooleanSupplier> write) {
        Redaction redaction = Redaction.of(settings, section(settings.remote()), environment, given.secrets());
        reporter.redact(redaction::apply);
        Rclone rclone = rclone(child, handedOver, redaction);
        if (write.isEmpty()) {
            return rclone;
        }
        trial = new SectionTrial(rclone, rclone(child, Map.of(), redaction), write.get());
        return trial;
    }

    private Rclone rclone(ChildEnvironment child, Map<String, String> handedOver, Redaction redaction) {
        Map<String, String> changes = new HashMap<>(child.changes());
        changes.putAll(given.variables());
        changes.putAll(handedOver);
        return new ProcessRclone(binary.file(), changes, config.path(), environment.get("PATH", ""), redaction);
    }

    /** All that is asked of the storage goes this way: a listing needs these flags as a copy does. */
    private Rclone asking(Rclone rclone, Settings settings, Path state) {
        List<String> flags = Stream.concat(
                        given.every().stream(), settings.provider().ownRequestFlags())
                .toList();
        Rclone whole = flags.isEmpty() ? rclone : call -> rclone.run(call.with(flags));
        return settings.provider().backend().equals("s3")
                ? new EtagTolerance(whole, settings.remote(), settings.endpoint(), state, reporter::note)
                : whole;
    }

    /** Each call is told before it runs if that is wanted, and at a terminal what does not answer at once; there is no secret in one. */
    private Rclone told(Rclone rclone) {
        if (!reporter.verbose()) {
            return session.talk().isTerminal() ? new TellingRclone(rclone, reporter::note) : rclone;
        }
        return call -> {
            reporter.note("rclone " + String.join(" ", call.arguments()));
            return rclone.run(call);
        };
    }

    private CopyOptions options(Set<String> tuned) {
        List<String> more = new ArrayList<>(transfers == null ? List.of() : transfers.flags());
        more.addAll(given.copying());
        return new CopyOptions(
                more,
                tuned,
                mode == Mode.RCLONE ? Optional.of(app.streams().err()) : Optional.empty(),
                patience,
                () -> MachineReader.here().sharedBy(session.sideBySide()),
                reporter.verbose() ? Told.to(reporter::note) : Told.nobody());
    }
}
