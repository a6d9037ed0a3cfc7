package replaystorage.cli;

import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import replaystorage.progress.Display;
import replaystorage.progress.Mode;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.GivenFlags;
import replaystorage.settings.Preferences;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.Patience;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.Replays;
import replaystorage.transfer.Setup;
import replaystorage.workspace.Workspace;

/** One run of a command: its display, and the storage, which is opened when it is first asked for. */
final class Session {
    private final App app;
    private final TransferOptions.Shown shown;
    private final TransferOptions transfers;
    private final Talk talk;
    private final Instant started = Instant.now();
    private Patience patience = Patience.USUAL;
    private Preferences preferences;
    private Opening opening;
    private Setup setup;
    private volatile int sideBySide = 1;

    private Session(App app, TransferOptions.Shown shown, TransferOptions transfers, Talk talk) {
        this.app = app;
        this.shown = shown;
        this.transfers = transfers;
        this.talk = talk;
    }

    /** Runs a command's work; every error is told by the display, in its own form. */
    static int run(
            App app,
            TransferOptions.Shown shown,
            TransferOptions transfers,
            UnaryOperator<Display> displayed,
            ToIntFunction<Session> work) {
        try (Talk talk = Talk.open(app.streams(), app.environment(), shown, displayed)) {
            Session session = new Session(app, shown, transfers, talk);
            return new Interruption(talk::end).during(() -> session.work(work));
        }
    }

    private int work(ToIntFunction<Session> work) {
        try {
            List<String> copying = GivenFlags.of(app.passThrough()).copying();
            if (transfers == null && !copying.isEmpty()) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "this command copies nothing: behind -- it takes flags that every request needs (--ca-cert), and not "
                                + copying.get(0));
            }
            return work.applyAsInt(this);
        } catch (CliException e) {
            talk.error(e);
            return e.status();
        } finally {
            if (opening != null) {
                opening.end();
            }
        }
    }

    /** The same session for a provider of the user's choice. */
    Session of(String provider) {
        return in(app.environment().with("REPLAY_STORAGE_PROVIDER", provider));
    }

    /** The same session with other variables. */
    Session in(Environment environment) {
        return new Session(app.with(environment), shown, transfers, talk);
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
            preferences = Preferences.of(app.environment(), Catalogue.packed().names());
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

    /**
     * The workspace of a command that sends: a misspelt one must not pass for an empty one.
     *
     * @param names of what is sent; a program's own folder of one of them will do
     * @throws CliException 74 where it is not there
     */
    Workspace requireWorkspace(List<String> names) {
        Workspace workspace = workspace();
        boolean isOwn = names.stream().anyMatch(name -> !workspace.source(name).equals(workspace.target(name)));
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

    /** The day on which the command was started, taken once. */
    String today() {
        return LocalDate.ofInstant(started, ZoneId.systemDefault()).toString();
    }

    Instant started() {
        return started;
    }

    boolean isDryRun() {
        return transfers != null && transfers.dryRun();
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

    /** Opens the storage without writing anything: what is set may be wrong. */
    void tryOut() {
        setup = opening().trial();
    }

    /** @throws CliException where rclone is not to be had, or knows no place for its configuration */
    Opening opening() {
        if (opening == null) {
            opening = new Opening(app, this, transfers, shown.mode(), talk.reporter(), patience);
        }
        return opening;
    }

    /** All that is said to the user, and asked. */
    Talk talk() {
        return talk;
    }

    void warn(String text) {
        talk.warn(text);
    }

    void error(CliException e) {
        talk.error(e);
    }

    void result(String line) {
        talk.result(line);
    }

    Artifacts artifacts() {
        return new Artifacts(setup());
    }

    Replays replays() {
        return new Replays(setup());
    }

    void note(String text) {
        talk.note(text);
    }

    void summary(boolean good, String text) {
        talk.summary(good, text);
    }

    /** Plans and carries out the transfers of a command; see {@link TransferRun}. */
    int transfer(String title, List<String> names, Function<String, Prepared> prepare) {
        share(alone() ? 1 : names.size());
        return transferRun(title, title).run(names, prepare, transfers.dryRun());
    }

    /** Transfers go one after the other where rclones draw for themselves, or share a rate that the user has set. */
    boolean alone() {
        return shown.mode() == Mode.RCLONE || setup().options().isPaced();
    }

    /**
     * Transfers that are carried out by who asks for them.
     *
     * @param display what the display calls them while they go on
     */
    TransferRun transferRun(String title, String display) {
        return new TransferRun(title, display, alone(), talk.display(), talk.reporter(), this::dryRun);
    }

    /** So many transfers are going to go on side by side, and share the machine. */
    void share(int transfers) {
        sideBySide = transfers;
    }

    int sideBySide() {
        return sideBySide;
    }

    private DryRun dryRun() {
        return new DryRun(setup().settings().provider(), talk.display(), this::result);
    }
}
