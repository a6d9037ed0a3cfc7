package replaystorage.cli;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import replaystorage.progress.Display;
import replaystorage.progress.Displays;
import replaystorage.progress.Mode;
import replaystorage.progress.Printable;
import replaystorage.progress.Terminal;
import replaystorage.rclone.TerminalWidth;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.workspace.Report;

/** What a command says and asks: results on standard output, all else by its display. */
final class Talk implements AutoCloseable {
    private final App.Streams streams;
    private final TransferOptions.Shown shown;
    private final Terminal terminal;
    private final MutableDisplay display;
    private final DisplayReporter reporter;

    private Talk(App.Streams streams, TransferOptions.Shown shown, Terminal terminal, MutableDisplay display) {
        this.streams = streams;
        this.shown = shown;
        this.terminal = terminal;
        this.display = display;
        this.reporter = new DisplayReporter(display, shown.verbose());
    }

    /** @param displayed the display that the command uses, made of the one that the user asked for */
    static Talk open(
            App.Streams streams,
            Environment environment,
            TransferOptions.Shown shown,
            UnaryOperator<Display> displayed) {
        Terminal terminal = Terminal.of(
                        streams.terminal(), name -> environment.all().get(name), StandardCharsets.UTF_8)
                .measured(new TerminalWidth());
        Display asked = shown.tag() == null
                ? Displays.open(shown.mode(), streams.err(), terminal, System::nanoTime)
                : Displays.tagged(shown.tag(), shown.mode(), streams.err(), System::nanoTime);
        return new Talk(streams, shown, terminal, new MutableDisplay(displayed.apply(asked)));
    }

    MutableDisplay display() {
        return display;
    }

    /**
     * Shows the last line of what a signal ends.
     *
     * @param asking whether a question stands on the line before it
     */
    void end(boolean asking) {
        if (asking) {
            streams.err().println();
        }
        display.end();
    }

    /** What the last line says then, instead of how far it came; null for that. */
    void lastWord(String text) {
        display.lastWord(text);
    }

    DisplayReporter reporter() {
        return reporter;
    }

    void note(String text) {
        reporter.note(text);
    }

    void warn(String text) {
        reporter.warn(text);
    }

    void error(CliException e) {
        reporter.error(e);
    }

    void summary(boolean good, String text) {
        display.summary(good, text);
    }

    /** @return 74 where it holds an error */
    int tell(Report report) {
        report.notes().forEach(reporter::note);
        report.warnings().forEach(reporter::warn);
        report.errors().forEach(text -> reporter.error(text, null, ExitStatus.LOCAL));
        return report.errors().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL;
    }

    /** A line of the command's result; in a log with tags, a line of the log. */
    void result(String line) {
        if (shown.tag() == null) {
            streams.out().println(Printable.of(line));
        } else {
            reporter.note(line);
        }
    }

    boolean isTerminal() {
        return streams.terminal();
    }

    /** Of the terminal, for what is drawn as a table. */
    int columns() {
        return terminal.width().getAsInt();
    }

    private boolean isAnswered() {
        return streams.interactive() && shown.mode() != Mode.JSON;
    }

    /** Whoever is there to be asked; empty where that is nobody. */
    Optional<Questions> questions() {
        return isAnswered() ? Questions.atConsole() : Optional.empty();
    }

    /** Does something of which no consequences are shown, until {@link #loudly}. */
    void quietly(Runnable work) {
        display.mute(true);
        work.run();
    }

    void loudly() {
        display.mute(false);
    }

    /** The last error that was told since the last {@link #forget}; null where none was. */
    String lastError() {
        return reporter.lastError();
    }

    /** What was said once may be said once more: what it speaks of was mended meanwhile. */
    void forget() {
        display.forget();
        reporter.forgetError();
    }

    @Override
    public void close() {
        display.close();
    }
}
