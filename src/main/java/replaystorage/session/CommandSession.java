package replaystorage.session;

import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.console.CommandConsole;
import replaystorage.console.PrintableText;
import replaystorage.console.ProgressMode;
import replaystorage.console.TerminalCapabilities;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.jobs.DryRun;
import replaystorage.jobs.ReplayTransfers;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.session.option.TransferOptions;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.Timeouts;
import replaystorage.userconfig.UserConfig;
import replaystorage.workspace.Workspace;
import replaystorage.workspace.move.SetupReport;

/** One run of a command: its console, and its storage, which is opened on first use. */
public final class CommandSession {
    private final ProgramInvocation invocation;
    private final TransferOptions.DisplayOptions displayOptions;
    private final TransferOptions transferOptions;
    private final TerminalCapabilities terminal;
    private final CommandConsole console;
    private final Instant startedAt = Instant.now();
    private Timeouts timeouts = Timeouts.DEFAULT;
    private UserConfig userConfig;
    private StorageOpener storageOpener;
    private TransferContext context;
    private volatile int parallelTransfers = 1;

    CommandSession(
            ProgramInvocation invocation,
            TransferOptions.DisplayOptions shown,
            TransferOptions transfers,
            TerminalCapabilities terminal,
            CommandConsole console) {
        this.invocation = invocation;
        this.displayOptions = shown;
        this.transferOptions = transfers;
        this.terminal = terminal;
        this.console = console;
    }

    /** Warns if rclone.conf keeps other values than those of this run. */
    void reportUnwrittenValues() {
        if (storageOpener != null) {
            storageOpener.reportUnwrittenValues();
        }
    }

    public CommandSession withEnvironment(Environment environment) {
        return new CommandSession(invocation.with(environment), displayOptions, transferOptions, terminal, console);
    }

    public Environment environment() {
        return invocation.environment();
    }

    boolean isShuttingDown() {
        return invocation.shutdown().hasStarted();
    }

    /** Must be called before the storage is opened. */
    public void setTimeouts(Timeouts chosen) {
        timeouts = chosen;
    }

    /** @throws CliException 78 if replay-storage.yaml is invalid */
    public UserConfig userConfig() {
        if (userConfig == null) {
            userConfig = UserConfig.read(
                    invocation.environment(), ProviderCatalogue.bundled().names());
        }
        return userConfig;
    }

    /** Lets the doctor continue although replay-storage.yaml is invalid. */
    public void ignoreUserConfig() {
        userConfig = UserConfig.NONE;
    }

    /** The artifacts of a command in their order, followed by those of replay-storage.yaml. */
    public List<String> artifactNames(List<String> usual) {
        return Stream.concat(usual.stream(), userConfig().folders().stream()).toList();
    }

    public Workspace workspace() {
        return new Workspace(invocation.environment());
    }

    /**
     * Requires that the workspace of an upload exists, because a misspelt one would look empty.
     *
     * @param names of the uploaded artifacts; the program's own folder of one of them is enough
     * @throws CliException 74 if it does not exist
     */
    public Workspace requireWorkspace(List<String> names) {
        Workspace workspace = workspace();
        boolean isOwn =
                names.stream().anyMatch(name -> !workspace.artifactSource(name).equals(workspace.artifactTarget(name)));
        if (!Files.isDirectory(workspace.root()) && !isOwn) {
            boolean isSet = environment().get("WORKSPACE").isPresent();
            throw new CliException(
                    ExitStatus.LOCAL,
                    "there is no folder " + workspace.root()
                            + (isSet ? " (from WORKSPACE)" : ", and WORKSPACE is not set"),
                    "export WORKSPACE=...   # the folder that holds " + String.join(", ", names));
        }
        return workspace;
    }

    public String today() {
        return LocalDate.ofInstant(startedAt, ZoneId.systemDefault()).toString();
    }

    boolean isDryRun() {
        return transferOptions != null && transferOptions.dryRun();
    }

    public boolean isConfigured() {
        return storageOpener().isConfigured();
    }

    /** @throws CliException if no storage is configured, or it can't be opened */
    public TransferContext transferContext() {
        if (context == null) {
            context = storageOpener().openStorage();
        }
        return context;
    }

    /** Opens the storage without writing anything, because the settings may be wrong. */
    public void openForTrial() {
        context = storageOpener().openForTrial();
    }

    /** @throws CliException if rclone is missing, or does not know where its configuration is */
    public StorageOpener storageOpener() {
        if (storageOpener == null) {
            StorageOpener.OpenOptions options = new StorageOpener.OpenOptions(
                    userConfig(),
                    transferOptions,
                    displayOptions.mode() == ProgressMode.RCLONE,
                    terminal.attached(),
                    timeouts,
                    today(),
                    () -> parallelTransfers);
            storageOpener = new StorageOpener(invocation, options, console);
        }
        return storageOpener;
    }

    public CommandConsole console() {
        return console;
    }

    public int showReport(SetupReport report) {
        report.notes().forEach(console::note);
        report.warnings().forEach(console::warn);
        report.errors().forEach(text -> console.error(text, null, ExitStatus.LOCAL));
        return report.errors().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL;
    }

    public TerminalCapabilities terminal() {
        return terminal;
    }

    /** Asks questions at the terminal; empty if there is none. */
    public Optional<ConsolePrompts> prompts() {
        return invocation.streams().interactive() && displayOptions.mode() != ProgressMode.JSON
                ? ConsolePrompts.atConsole(invocation.shutdown())
                : Optional.empty();
    }

    public void warn(String text) {
        console.warn(text);
    }

    public void error(CliException e) {
        console.error(e);
    }

    /** Prints a line of the command's result; in a tagged log, as a log line. */
    public void printResult(String line) {
        if (displayOptions.tag() == null) {
            invocation.streams().out().println(PrintableText.escape(line));
        } else {
            console.note(line);
        }
    }

    public ArtifactTransfers artifactTransfers() {
        return new ArtifactTransfers(transferContext());
    }

    public ReplayTransfers replayTransfers() {
        return new ReplayTransfers(transferContext());
    }

    public void note(String text) {
        console.note(text);
    }

    public void summary(boolean good, String text) {
        console.showSummary(good, text);
    }

    public int transfer(String title, List<String> names, Function<String, PreparedTransfer> prepare) {
        setParallelTransfers(runsSequentially() ? 1 : names.size());
        return transferRunner(title, title).run(names, prepare, transferOptions.dryRun());
    }

    /** True if transfers must run one after another: rclone draws the progress, or the user set a rate. */
    public boolean runsSequentially() {
        return displayOptions.mode() == ProgressMode.RCLONE
                || transferContext().copyOptions().hasUserPace();
    }

    /**
     * @param title of the summary
     * @param display title while the transfers run
     */
    public TransferRunner transferRunner(String title, String display) {
        Supplier<DryRun> dryRun = () -> new DryRun(transferContext().settings().provider(), console, this::printResult);
        return new TransferRunner(title, display, runsSequentially(), console, dryRun);
    }

    /** Number of transfers that will run in parallel and share the machine. */
    public void setParallelTransfers(int transfers) {
        parallelTransfers = transfers;
    }
}
