package replaystorage.session;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.console.CommandConsole;
import replaystorage.console.ProgressMode;
import replaystorage.flags.UserFlagsByScope;
import replaystorage.host.ConflictName;
import replaystorage.host.Environment;
import replaystorage.host.LockedTempPath;
import replaystorage.host.MachineResourcesReader;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.RcloneBinary;
import replaystorage.rclone.RcloneFlagValidator;
import replaystorage.rclone.RcloneVersion;
import replaystorage.rclone.Redaction;
import replaystorage.rclone.ReplaceableRclone;
import replaystorage.rclone.SlowAnswerRclone;
import replaystorage.rclone.conf.ConfLocation;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.rclone.conf.UnsavedSectionRclone;
import replaystorage.session.option.TransferOptions;
import replaystorage.settings.Settings;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.copy.CopyOptions;
import replaystorage.transfer.copy.DiskSpaceReservations;
import replaystorage.transfer.copy.TuningNotice;
import replaystorage.transfer.list.EtagTolerantRclone;
import replaystorage.transfer.list.NameFilter;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.list.Timeouts;
import replaystorage.userconfig.UserConfig;

/** Opens the storage: finds rclone, reads the settings, sees to rclone.conf, and makes the child's environment. */
public final class StorageOpener {
    private static final RcloneVersion MIN_RCLONE_VERSION =
            RcloneVersion.parse("1.73.0").orElseThrow();

    private final ProgramInvocation invocation;
    private final Environment environment;
    private final CommandSession session;
    private final TransferOptions transfers;
    private final ProgressMode mode;
    private final CommandConsole reporter;
    private final Timeouts timeouts;
    private final RcloneBinary binary;
    private final UserFlagsByScope userFlags;
    private final RcloneConfUpdater confUpdater;
    private final UserConfig userConfig;
    private final ProviderCatalogue catalogue;
    private UnsavedSectionRclone openForTrial;
    private boolean hasUnprovenValues;
    private Settings openedSettings;
    private Map<String, String> writtenValues;
    private ReplaceableRclone replaceableRclone;

    StorageOpener(
            ProgramInvocation invocation,
            CommandSession session,
            TransferOptions transfers,
            ProgressMode mode,
            CommandConsole reporter,
            Timeouts timeouts) {
        this.invocation = invocation;
        this.environment = invocation.environment();
        this.session = session;
        this.transfers = transfers;
        this.mode = mode;
        this.reporter = reporter;
        this.timeouts = timeouts;
        this.userConfig = session.userConfig();
        this.catalogue = invocation.catalogue().withUserConfig(userConfig);
        this.binary = RcloneBinary.find(environment, invocation.home().orElse(null), MIN_RCLONE_VERSION);
        Rclone bare = ProcessRclone.withoutRemote(binary.file(), environment);
        this.userFlags = UserFlagsByScope.classify(invocation.passThrough());
        if (!invocation.passThrough().isEmpty()) {
            new RcloneFlagValidator(bare, invocation::commandLineReplacing).requireValid(userFlags.checkable());
        }
        this.confUpdater = new RcloneConfUpdater(bare, ConfLocation.find(environment, binary.file(), bare));
    }

    boolean isConfigured() {
        return findSettings().isPresent();
    }

    public Optional<Settings> findSettings() {
        return Settings.resolve(environment, catalogue, confUpdater.sections());
    }

    /** The keys of a section of rclone.conf; none where it is not there. */
    public Map<String, String> confSection(String remote) {
        return confUpdater.sections().getOrDefault(remote, Map.of());
    }

    /** Opens the storage without writing anything. */
    TransferContext openForTrial() {
        Settings settings = settings();
        return createContext(
                settings, confUpdater.childVariables(settings), temporaryFolder(), Optional.of(() -> false));
    }

    TransferContext openStorage() {
        Settings settings = settings();
        RcloneConfUpdater.ConfUpdate applied = confUpdater.addIfMissing(settings);
        applied.notes().forEach(reporter::note);
        Optional<BooleanSupplier> write = confWriter(settings, applied);
        Path temporary = session.workspace().stateFolder().resolve("tmp");
        LockedTempPath.deleteLeftoversAndOldFiles(temporary);
        return createContext(settings, applied.childVariables(), temporary, write);
    }

    private Optional<BooleanSupplier> confWriter(Settings settings, RcloneConfUpdater.ConfUpdate applied) {
        hasUnprovenValues = applied.unproven();
        openedSettings = settings;
        writtenValues = confUpdater.storedValues(settings);
        return hasUnprovenValues ? Optional.of(() -> isInConf(settings)) : Optional.empty();
    }

    /**
     * Takes over credentials that changed since the storage was opened: of a NAME_FILE, or of rclone.conf by another
     * program.
     *
     * @return whether there are any
     * @throws CliException 78 where they are of no use
     */
    public boolean renewCredentials() {
        Settings now = Settings.require(environment, catalogue, confUpdater.sections());
        boolean isOurs = !now.credentials().equals(openedSettings.credentials());
        if (!isOurs && confUpdater.storedValues(now).equals(writtenValues)) {
            return false;
        }
        RcloneConfUpdater.ConfUpdate applied =
                isOurs ? confUpdater.addIfMissing(now) : RcloneConfUpdater.ConfUpdate.NOTHING;
        replaceableRclone.replaceWith(
                createRclone(now, childEnvironment(now), applied.childVariables(), confWriter(now, applied)));
        return true;
    }

    /** Variables whose values can't change while this program runs, and which hold credentials. */
    public List<String> fixedCredentialVariables() {
        return openedSettings.credentials().keySet().stream()
                .map(key -> openedSettings.variables().getOrDefault(key, key))
                .filter(name -> environment.get(name).isPresent())
                .toList();
    }

    private boolean isInConf(Settings settings) {
        RcloneConfUpdater.ConfUpdate applied = confUpdater.update(settings);
        writtenValues = confUpdater.storedValues(settings);
        applied.notes().forEach(reporter::note);
        if (applied.written()) {
            reporter.note("[" + settings.remote() + "] in " + confUpdater.path()
                    + " has the new values: the storage accepted them");
        }
        return applied.childVariables().isEmpty();
    }

    /** Whether the storage accepted what a trial opened it with. */
    public boolean isTrialAccepted() {
        return openForTrial != null && openForTrial.isAccepted();
    }

    /** Says so where rclone.conf keeps other values than those of this run. */
    void reportUnwrittenValues() {
        if (hasUnprovenValues && !openForTrial.isAccepted()) {
            reporter.note(sectionKeptMessage(
                    "the storage " + (openForTrial.isAsked() ? "did not accept" : "was not asked about")
                            + " the other values of this run"));
        }
    }

    private Settings settings() {
        Settings settings = Settings.require(environment, catalogue, confUpdater.sections());
        settings.notes().forEach(reporter::note);
        return settings;
    }

    /** Writes rclone.conf; what stands in the way is an error. @return what became of the section */
    public String writeConf() {
        Settings settings = settings();
        RcloneConfUpdater.ConfUpdate applied = confUpdater.updateOrFail(settings);
        applied.notes().forEach(reporter::note);
        String section = "[" + settings.remote() + "]";
        return applied.written()
                ? "wrote " + section + " to " + confUpdater.path()
                : section + " in " + confUpdater.path() + " is up to date";
    }

    /** Whether rclone.conf holds other values than what is set. */
    public boolean differsFromConf() {
        Settings settings = settings();
        return !confSection(settings.remote()).isEmpty()
                && !confUpdater.childVariables(settings).isEmpty();
    }

    /** Opens it for who only looks: rclone.conf is left as it is, and what it lacks holds for this run. */
    public TransferContext openReadOnly(Settings settings) {
        return createContext(settings, confUpdater.childVariables(settings), temporaryFolder(), Optional.empty());
    }

    private static Path temporaryFolder() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        LockedTempPath.deleteLeftovers(temporary, path -> {});
        return temporary;
    }

    /** What to say of a section that was not replaced. */
    public String sectionKeptMessage(String why) {
        String remote = settings().remote();
        return confSection(remote).isEmpty()
                ? "[" + remote + "] was not written to " + confUpdater.path() + ": " + why
                : "[" + remote + "] in " + confUpdater.path() + " stays as it was: " + why;
    }

    public RcloneConfUpdater confUpdater() {
        return confUpdater;
    }

    /** The rclone that runs, such as "1.75.2 at /usr/bin/rclone". */
    public String describeRclone() {
        return binary.version() + " at " + binary.file();
    }

    /** All sections of rclone.conf, by name. */
    public Map<String, Map<String, String>> sections() {
        return confUpdater.sections();
    }

    /** @param write writes the section once the storage has accepted it; empty where nothing is to be written */
    private TransferContext createContext(
            Settings settings, Map<String, String> handedOver, Path temporary, Optional<BooleanSupplier> write) {
        ChildEnvironment child = childEnvironment(settings);
        String withheld = child.withheldNote(settings.provider().backend());
        if (!withheld.isEmpty()) {
            reporter.note(withheld);
        }
        replaceableRclone = new ReplaceableRclone(createRclone(settings, child, handedOver, write));
        Path state = session.workspace().stateFolder();
        if (reporter.verbose()) {
            reporter.note(settings.provider().title() + " as [" + settings.remote() + "] of " + confUpdater.path()
                    + ", by rclone " + binary.version() + " at " + binary.file() + "; state in " + state
                    + userConfig.file().map(file -> "; settings of " + file).orElse(""));
        }
        return new TransferContext(
                new RemoteStorage(
                        withStorageFlags(withProgressNotes(replaceableRclone), settings, state),
                        settings,
                        temporary,
                        timeouts),
                settings,
                state,
                reporter,
                copyOptions(child.tuned()),
                transfers == null ? NameFilter.ALL : transfers.filter(userConfig),
                userConfig.folders(),
                new ConflictName(() -> session.workspace().podName(session.today()), InstantSource.system()),
                new DiskSpaceReservations());
    }

    private ChildEnvironment childEnvironment(Settings settings) {
        return ChildEnvironment.of(
                environment,
                settings.remote(),
                settings.isEnvironmentAuth(),
                settings.variables().values());
    }

    private Rclone createRclone(
            Settings settings,
            ChildEnvironment child,
            Map<String, String> handedOver,
            Optional<BooleanSupplier> write) {
        Redaction redaction = Redaction.of(settings, confSection(settings.remote()), environment, userFlags.secrets());
        reporter.setRedaction(redaction::redact);
        Rclone rclone = processRclone(child, handedOver, redaction);
        if (write.isEmpty()) {
            return rclone;
        }
        openForTrial = new UnsavedSectionRclone(rclone, processRclone(child, Map.of(), redaction), write.get());
        return openForTrial;
    }

    private Rclone processRclone(ChildEnvironment child, Map<String, String> handedOver, Redaction redaction) {
        Map<String, String> changes = new HashMap<>(child.changes());
        changes.putAll(userFlags.secretVariables());
        changes.putAll(handedOver);
        return new ProcessRclone(binary.file(), changes, confUpdater.path(), environment.get("PATH", ""), redaction);
    }

    /** All that is asked of the storage goes this way: a listing needs these flags as a copy does. */
    private Rclone withStorageFlags(Rclone rclone, Settings settings, Path state) {
        List<String> flags = Stream.concat(
                        userFlags.forEveryCall().stream(), settings.provider().userConnectionFlags())
                .toList();
        Rclone whole = flags.isEmpty() ? rclone : call -> rclone.run(call.withFlags(flags));
        return settings.provider().backend().equals("s3")
                ? new EtagTolerantRclone(whole, settings.remote(), settings.endpoint(), state, reporter::note)
                : whole;
    }

    /** Each call is told before it runs if that is wanted, and at a terminal what does not answer at once; there is no secret in one. */
    private Rclone withProgressNotes(Rclone rclone) {
        if (!reporter.verbose()) {
            return session.terminal().attached() ? new SlowAnswerRclone(rclone, reporter::note) : rclone;
        }
        return call -> {
            reporter.note("rclone "
                    + call.arguments().stream().map(PasteableCommand::quote).collect(Collectors.joining(" ")));
            return rclone.run(call);
        };
    }

    private CopyOptions copyOptions(Set<String> tuned) {
        List<String> more = new ArrayList<>(transfers == null ? List.of() : transfers.rcloneFlags());
        more.addAll(userFlags.forCopies());
        return new CopyOptions(
                more,
                tuned,
                mode == ProgressMode.RCLONE ? Optional.of(invocation.streams().err()) : Optional.empty(),
                timeouts,
                () -> MachineResourcesReader.readHost().dividedBy(session.parallelTransfers()),
                reporter.verbose() ? TuningNotice.forListener(reporter::note) : TuningNotice.silent());
    }
}
