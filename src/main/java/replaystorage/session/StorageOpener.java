package replaystorage.session;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import replaystorage.console.CommandConsole;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.UserFlags;
import replaystorage.host.CliException;
import replaystorage.host.ConflictName;
import replaystorage.host.Environment;
import replaystorage.host.LockedTempPath;
import replaystorage.host.MachineResourcesReader;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.RcloneBinary;
import replaystorage.rclone.RcloneFlagValidator;
import replaystorage.rclone.RcloneVersion;
import replaystorage.rclone.conf.ConfLocation;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.session.option.TransferOptions;
import replaystorage.settings.ConfSections;
import replaystorage.settings.Settings;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.copy.CopyOptions;
import replaystorage.transfer.copy.DiskSpaceReservations;
import replaystorage.transfer.copy.TuningNotice;
import replaystorage.transfer.list.NameFilter;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.list.Timeouts;
import replaystorage.userconfig.UserConfig;
import replaystorage.workspace.Workspace;

/** Opens the storage: finds rclone, reads the settings, and creates the context of all transfers. */
public final class StorageOpener {
    private static final RcloneVersion MIN_RCLONE_VERSION =
            RcloneVersion.parse("1.73.0").orElseThrow();

    private final ProgramInvocation invocation;
    private final Environment environment;
    private final OpenOptions options;
    private final CommandConsole console;
    private final Workspace workspace;
    private final ProviderCatalogue catalogue;
    private final RcloneBinary binary;
    private final UserFlags userFlags;
    private final RcloneConfUpdater confUpdater;
    private final RcloneBuilder builder;
    private final ConfSectionWriter confSectionWriter;
    private final StorageCredentials credentials;

    /**
     * @param transfers null for a command that transfers nothing
     * @param parallelTransfers number of transfers that share the machine
     */
    record OpenOptions(
            UserConfig userConfig,
            TransferOptions transfers,
            boolean rcloneProgress,
            boolean terminal,
            Timeouts timeouts,
            String today,
            IntSupplier parallelTransfers) {}

    /** @throws CliException if rclone is missing, or does not know where its configuration is */
    StorageOpener(ProgramInvocation invocation, OpenOptions options, CommandConsole console) {
        this.invocation = invocation;
        this.environment = invocation.environment();
        this.options = options;
        this.console = console;
        this.workspace = new Workspace(environment);
        this.catalogue = invocation.catalogue().withUserConfig(options.userConfig());
        this.binary = RcloneBinary.find(environment, invocation.home().orElse(null), MIN_RCLONE_VERSION);
        Rclone bare = ProcessRclone.withoutRemote(binary.file(), environment);
        this.userFlags = UserFlags.parse(invocation.passThrough());
        if (!invocation.passThrough().isEmpty()) {
            new RcloneFlagValidator(bare, invocation::commandLineReplacing).requireValid(userFlags.withoutSecrets());
        }
        this.confUpdater = new RcloneConfUpdater(bare, ConfLocation.find(environment, binary.file(), bare));
        this.builder =
                new RcloneBuilder(binary.file(), environment, userFlags, confUpdater, console, options.terminal());
        this.confSectionWriter = new ConfSectionWriter(confUpdater, this::settings, console);
        this.credentials = new StorageCredentials(builder, confUpdater, confSectionWriter, console);
    }

    boolean isConfigured() {
        return findSettings().isPresent();
    }

    public Optional<Settings> findSettings() {
        return Settings.resolve(environment, catalogue, confUpdater.sections());
    }

    private Settings requireSettings() {
        return Settings.require(environment, catalogue, confUpdater.sections());
    }

    private Settings settings() {
        Settings settings = requireSettings();
        settings.notes().forEach(console::note);
        return settings;
    }

    TransferContext openStorage() {
        Settings settings = settings();
        Supplier<Rclone> rclone = credentials.openSaved(settings);
        Path temporary = workspace.stateFolder().resolve("tmp");
        LockedTempPath.deleteLeftoversAndOldFiles(temporary);
        return createContext(settings, rclone, temporary);
    }

    /** Opens the storage without writing anything; {@link #isTrialAccepted} tells whether it accepts the settings. */
    TransferContext openForTrial() {
        Settings settings = settings();
        return createContext(settings, () -> credentials.openForTrial(settings), temporaryFolder());
    }

    /** Opens the storage without changing rclone.conf; values that it lacks apply to this run only. */
    public TransferContext openReadOnly(Settings settings) {
        return createContext(settings, () -> credentials.openUnsaved(settings), temporaryFolder());
    }

    private static Path temporaryFolder() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        LockedTempPath.deleteLeftovers(temporary, path -> {});
        return temporary;
    }

    private TransferContext createContext(Settings settings, Supplier<Rclone> process, Path temporary) {
        ChildEnvironment child = builder.childEnvironment(settings);
        String withheld = child.withheldNote(settings.provider().backend());
        if (!withheld.isEmpty()) {
            console.note(withheld);
        }
        Rclone rclone = process.get();
        Path state = workspace.stateFolder();
        if (console.verbose()) {
            console.note(settings.provider().title() + " as [" + settings.remote() + "] of " + confUpdater.path()
                    + ", by rclone " + describeRclone() + "; state in " + state
                    + options.userConfig()
                            .file()
                            .map(file -> "; settings of " + file)
                            .orElse(""));
        }
        TransferOptions transfers = options.transfers();
        return new TransferContext(
                new RemoteStorage(builder.decorate(rclone, settings, state), settings, temporary, options.timeouts()),
                settings,
                state,
                console,
                copyOptions(child.flagNames()),
                transfers == null ? NameFilter.ALL : transfers.filter(options.userConfig()),
                options.userConfig().folders(),
                new ConflictName(() -> workspace.podName(options.today()), InstantSource.system()),
                new DiskSpaceReservations());
    }

    private CopyOptions copyOptions(Set<String> ofVariables) {
        TransferOptions transfers = options.transfers();
        List<RcloneFlag> flags = new ArrayList<>(transfers == null ? List.of() : transfers.rcloneFlags());
        flags.addAll(userFlags.forCopies());
        return new CopyOptions(
                flags,
                ofVariables,
                options.rcloneProgress() ? Optional.of(invocation.streams().err()) : Optional.empty(),
                options.timeouts(),
                () -> MachineResourcesReader.readHost()
                        .dividedBy(options.parallelTransfers().getAsInt()),
                console.verbose() ? TuningNotice.forListener(console::note) : TuningNotice.silent());
    }

    public boolean renewCredentials() {
        return credentials.renew(requireSettings());
    }

    /** Environment variables with credentials, which can't change while the program runs. */
    public List<String> fixedCredentialVariables() {
        return credentials.variables().stream()
                .filter(name -> environment.get(name).isPresent())
                .toList();
    }

    public boolean isTrialAccepted() {
        return credentials.areAccepted();
    }

    void reportUnwrittenValues() {
        credentials.reportUnwrittenValues();
    }

    public ConfSectionWriter confSectionWriter() {
        return confSectionWriter;
    }

    public RcloneConfUpdater confUpdater() {
        return confUpdater;
    }

    public ConfSections sections() {
        return confUpdater.sections();
    }

    /** Such as "1.75.2 at /usr/bin/rclone". */
    public String describeRclone() {
        return binary.version() + " at " + binary.file();
    }
}
