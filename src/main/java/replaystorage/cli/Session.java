package replaystorage.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import replaystorage.progress.Display;
import replaystorage.progress.Displays;
import replaystorage.progress.Mode;
import replaystorage.progress.Printable;
import replaystorage.progress.Terminal;
import replaystorage.rclone.TerminalWidth;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Preferences;
import replaystorage.settings.Remembered;
import replaystorage.settings.Settings;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.Patience;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.Replays;
import replaystorage.transfer.Setup;
import replaystorage.workspace.Report;
import replaystorage.workspace.Workspace;

/** One run of a command: its display, and the storage, which is opened when it is first asked for. */
final class Session {
    private final App app;
    private final TransferOptions.Shown shown;
    private final TransferOptions transfers;
    private final MutableDisplay display;
    private final DisplayReporter reporter;
    private final Terminal terminal;
    private final LocalDateTime started = LocalDateTime.now(ZoneId.systemDefault());
    private Patience patience = Patience.USUAL;
    private Preferences preferences;
    private Opening opening;
    private Setup setup;

    private Session(
            App app,
            TransferOptions.Shown shown,
            TransferOptions transfers,
            MutableDisplay display,
            DisplayReporter reporter,
            Terminal terminal) {
        this.app = app;
        this.shown = shown;
        this.transfers = transfers;
        this.display = display;
        this.reporter = reporter;
        this.terminal = terminal;
    }

    /** Runs a command's work; every error is told by the display, in its own form. */
    static int run(
            App app,
            TransferOptions.Shown shown,
            TransferOptions transfers,
            UnaryOperator<Display> displayed,
            ToIntFunction<Session> work) {
        Mode mode = shown.mode();
        Terminal terminal = Terminal.of(
                        app.streams().terminal(),
                        name -> app.environment().all().get(name),
                        StandardCharsets.UTF_8)
                .measured(new TerminalWidth());
        Display asked = shown.tag() == null
                ? Displays.open(mode, app.streams().err(), terminal, System::nanoTime)
                : Displays.tagged(shown.tag(), mode, app.streams().err(), System::nanoTime);
        try (MutableDisplay display = new MutableDisplay(displayed.apply(asked))) {
            DisplayReporter reporter = new DisplayReporter(display, shown.verbose());
            Session session = new Session(app, shown, transfers, display, reporter, terminal);
            return new Interruption(display).during(() -> session.work(work));
        }
    }

    private int work(ToIntFunction<Session> work) {
        try {
            if (transfers == null && !app.passThrough().isEmpty()) {
                throw new CliException(ExitStatus.USAGE, "this command copies nothing: it takes no flags behind --");
            }
            return work.applyAsInt(this);
        } catch (CliException e) {
            reporter.error(e);
            return e.status();
        }
    }

    /** The same session for a provider of the user's choice. */
    Session of(String provider) {
        return in(app.environment().with("REPLAY_STORAGE_PROVIDER", provider));
    }

    /** The same session with other variables. */
    Session in(Environment environment) {
        return new Session(app.with(environment), shown, transfers, display, reporter, terminal);
    }

    Environment environment() {
        return app.environment();
    }

    /** How long to wait for the storage; to be said before it is opened. */
    void waiting(Patience chosen) {
        patience = chosen;
    }

    /** @throws CliException 78 where the user's file is wrong */
    Preferences preferences() {
        if (preferences == null) {
            preferences = Preferences.of(app.environment());
        }
        return preferences;
    }

    /** As if the user had no file of settings: one that is wrong keeps a doctor from nothing else. */
    void withoutPreferences() {
        preferences = Preferences.NONE;
    }

    /** The artifacts in the order of a command, and then the user's further ones. */
    List<String> names(List<String> usual) {
        return Stream.concat(usual.stream(), preferences().folders().stream()).toList();
    }

    Workspace workspace() {
        return new Workspace(app.environment());
    }

    /** The day on which the command was started, taken once. */
    String today() {
        return LocalDate.from(started).toString();
    }

    LocalDateTime started() {
        return started;
    }

    boolean isConfigured() {
        return opening().isConfigured();
    }

    /** @throws CliException where no storage is configured, or it can't be */
    Setup setup() {
        if (setup == null) {
            setup = opening().open();
        }
        return setup;
    }

    /** What is set; empty where no storage is. */
    Optional<Settings> settings() {
        return opening().found();
    }

    /** The keys of a section of rclone.conf; none where it is not there. */
    Map<String, String> section(String remote) {
        return opening().section(remote);
    }

    /** Opens the storage without writing anything: what is set may be wrong. */
    void tryOut() {
        setup = opening().trial();
    }

    /** Leaves what is not secret for sessions without variables, as a pod's start does. */
    void remember() {
        new Remembered(app.environment())
                .write(app.environment(), settings())
                .forEach(file -> warn("what is set can't be remembered in " + file));
    }

    /** Whoever is there to be asked; empty where that is nobody. */
    Optional<Questions> questions() {
        boolean asking = app.streams().interactive() && shown.mode() != Mode.JSON;
        return asking ? Questions.atConsole() : Optional.empty();
    }

    /** Writes rclone.conf and says where it is. */
    String configure() {
        return opening().configure();
    }

    /** @throws CliException where rclone is not to be had, or knows no place for its configuration */
    Opening opening() {
        if (opening == null) {
            opening = new Opening(app, this, transfers, shown.mode(), reporter, patience);
        }
        return opening;
    }

    void warn(String text) {
        reporter.warn(text);
    }

    /** @return 74 where it holds an error */
    int tell(Report report) {
        report.notes().forEach(reporter::note);
        report.warnings().forEach(reporter::warn);
        report.errors().forEach(text -> reporter.error(text, null, ExitStatus.LOCAL));
        return report.errors().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL;
    }

    void error(CliException e) {
        reporter.error(e);
    }

    /** A line of the command's result; in a log with tags, a line of the log. */
    void result(String line) {
        if (shown.tag() == null) {
            app.streams().out().println(Printable.of(line));
        } else {
            reporter.note(line);
        }
    }

    /** Of the terminal, for what is drawn as a table. */
    int columns() {
        return terminal.width().getAsInt();
    }

    boolean isConfirmed(String question) {
        if (!app.streams().interactive() || shown.mode() == Mode.JSON) {
            return false;
        }
        app.streams().err().print(Printable.of(question) + " [y/N] ");
        app.streams().err().flush();
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(app.streams().in(), StandardCharsets.UTF_8));
            String answer = in.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            return false;
        }
    }

    Artifacts artifacts() {
        return new Artifacts(setup());
    }

    Replays replays() {
        return new Replays(setup());
    }

    void note(String text) {
        reporter.note(text);
    }

    void summary(boolean good, String text) {
        display.summary(good, text);
    }

    /** Does something of which no consequences are shown, until {@link #loudly}. */
    void quietly(Runnable work) {
        display.mute(true);
        work.run();
    }

    void loudly() {
        display.mute(false);
    }

    /** The last error that was told since the last {@link #forgetMessages}; null where none was. */
    String lastError() {
        return reporter.lastError();
    }

    /** What was said once may be said once more: what it speaks of was mended meanwhile. */
    void forgetMessages() {
        display.forget();
        reporter.forgetError();
    }

    /** Plans and carries out the transfers of a command; see {@link TransferRun}. */
    int transfer(String title, List<String> names, Function<String, Prepared> prepare) {
        return new TransferRun(title, display, reporter, this::dryRun).run(names, prepare, transfers.dryRun());
    }

    private DryRun dryRun() {
        return new DryRun(setup().settings().provider(), display, this::result);
    }
}
