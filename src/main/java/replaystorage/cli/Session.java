package replaystorage.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import replaystorage.progress.Display;
import replaystorage.progress.Displays;
import replaystorage.progress.Figures;
import replaystorage.progress.Mode;
import replaystorage.progress.Printable;
import replaystorage.progress.Terminal;
import replaystorage.rclone.TerminalWidth;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.Action;
import replaystorage.transfer.Outcome;
import replaystorage.transfer.Plan;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.Route;
import replaystorage.transfer.Setup;
import replaystorage.transfer.Step;
import replaystorage.workspace.Workspace;

/** One run of a command: its display, and the storage, which is opened when it is first asked for. */
final class Session {
    private final App app;
    private final Mode mode;
    private final TransferOptions transfers;
    private final Display display;
    private final DisplayReporter reporter;
    private final LocalDateTime started = LocalDateTime.now(ZoneId.systemDefault());
    private Opening opening;
    private Setup setup;

    private Session(App app, Mode mode, TransferOptions transfers, Display display, DisplayReporter reporter) {
        this.app = app;
        this.mode = mode;
        this.transfers = transfers;
        this.display = display;
        this.reporter = reporter;
    }

    /** Runs a command's work; every error is told by the display, in its own form. */
    static int run(App app, TransferOptions.Shown shown, TransferOptions transfers, ToIntFunction<Session> work) {
        Mode mode = shown.mode();
        Terminal terminal = Terminal.of(
                        app.streams().terminal(),
                        name -> app.environment().all().get(name),
                        StandardCharsets.UTF_8)
                .measured(new TerminalWidth());
        try (MutableDisplay display =
                new MutableDisplay(Displays.open(mode, app.streams().err(), terminal, System::nanoTime))) {
            DisplayReporter reporter = new DisplayReporter(display, shown.verbose());
            Session session = new Session(app, mode, transfers, display, reporter);
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
            reporter.error(e.getMessage(), e.hint().orElse(null), e.status());
            return e.status();
        }
    }

    /** The same session for a provider of the user's choice. */
    Session of(String provider) {
        App other = new App(
                app.environment().with("REPLAY_STORAGE_PROVIDER", provider),
                app.streams(),
                app.home(),
                app.passThrough(),
                app.arguments());
        return new Session(other, mode, transfers, display, reporter);
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

    /** Writes rclone.conf and says where it is. */
    String configure() {
        return opening().configure();
    }

    private Opening opening() {
        if (opening == null) {
            opening = new Opening(app, this, transfers, mode, reporter);
        }
        return opening;
    }

    void warn(String text) {
        reporter.warn(text);
    }

    /** A line of the command's result. */
    void result(String line) {
        app.streams().out().println(Printable.of(line));
    }

    boolean isConfirmed(String question) {
        if (!app.streams().interactive() || mode == Mode.JSON) {
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

    /**
     * Plans and carries out the transfers of a command, one by one; one that fails does not stop the others.
     *
     * @return the first status that is not 0
     */
    int transfer(String title, List<String> names, Function<String, Prepared> prepare) {
        Instant begun = Instant.now();
        Outcome outcome = Outcome.NOTHING;
        List<Prepared> prepared = new ArrayList<>();
        for (String name : names) {
            try {
                prepared.add(prepare.apply(name));
            } catch (CliException e) {
                outcome = outcome.and(failed(name, e));
            }
        }
        if (transfers.dryRun()) {
            prepared.forEach(this::print);
            return outcome.status();
        }
        prepared.forEach(
                each -> reporter.planned(title, each.plan().files(), each.plan().bytes()));
        for (Prepared each : prepared) {
            try {
                outcome = outcome.and(each.run());
            } catch (CliException e) {
                outcome = outcome.and(failed(each.plan().route().title(), e));
            }
        }
        if (prepared.isEmpty()) {
            display.summary(false, title + ": nothing was done");
            return outcome.status();
        }
        boolean nothing = prepared.stream().allMatch(each -> each.nothing() != null);
        String text = nothing && outcome.status() == 0
                ? prepared.stream().map(Prepared::nothing).distinct().collect(Collectors.joining("; "))
                : summary(outcome, prepared, Duration.between(begun, Instant.now()));
        if (!nothing) {
            prepared.stream().map(Prepared::nothing).filter(Objects::nonNull).forEach(reporter::note);
        }
        display.summary(outcome.status() == 0, title + ": " + text);
        return outcome.status();
    }

    private Outcome failed(String name, CliException e) {
        reporter.error(e.getMessage(), e.hint().orElse(null), e.status());
        return new Outcome(0, 0, 0, 0, 0, List.of(name), e.status());
    }

    private static String summary(Outcome outcome, List<Prepared> prepared, Duration time) {
        boolean up = prepared.stream().anyMatch(each -> each.plan().route().direction() == Route.Direction.UP);
        StringBuilder text = new StringBuilder(Figures.count(outcome.files(), "file") + ", "
                + Figures.bytes(outcome.bytes()) + (up ? " sent" : " brought") + " in " + Figures.elapsed(time));
        if (outcome.bytes() > 0) {
            text.append(" (")
                    .append(Figures.rate(outcome.bytes() * 1e9 / Math.max(1, time.toNanos())))
                    .append(')');
        }
        text.append(", ").append(Figures.count(outcome.equal())).append(" equal already");
        if (outcome.deleted() > 0) {
            text.append(", ").append(Figures.count(outcome.deleted())).append(" deleted");
        }
        if (outcome.growing() > 0) {
            text.append(", ").append(Figures.count(outcome.growing())).append(" still being written");
        }
        if (!outcome.failed().isEmpty()) {
            text.append(", ").append(Figures.count(outcome.failed().size())).append(" failed");
        }
        return text.toString();
    }

    private void print(Prepared prepared) {
        Plan plan = prepared.plan();
        if (prepared.nothing() != null) {
            result(prepared.nothing());
        }
        for (Step step : plan.steps()) {
            String action = step.action().name().toLowerCase(Locale.ROOT).replace('_', '-');
            result(String.format(
                    "%-12s %12d %s/%s",
                    action, step.bytes(plan.route().direction()), plan.route().title(), step.name()));
        }
        int deleted = plan.steps(Action.DELETE).size();
        result(plan.route().title() + ": would " + (plan.route().direction() == Route.Direction.UP ? "send " : "bring ")
                + Figures.count(plan.files(), "file") + ", " + Figures.bytes(plan.bytes()) + "; "
                + Figures.count(plan.equal()) + " equal already"
                + (deleted > 0 ? "; would delete " + Figures.count(deleted, "file") : ""));
    }
}
