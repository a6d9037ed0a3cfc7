package replaystorage.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import replaystorage.console.Display;
import replaystorage.console.DisplayFactory;
import replaystorage.console.DisplayReporter;
import replaystorage.console.PrintableText;
import replaystorage.console.ProgressMode;
import replaystorage.console.SilenceableDisplay;
import replaystorage.console.TerminalCapabilities;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.rclone.TerminalWidth;
import replaystorage.session.option.TransferOptions;
import replaystorage.workspace.move.SetupReport;

/** What a command says and asks: results on standard output, all else by its display. */
public final class CommandConsole implements AutoCloseable {
    private final ProgramInvocation.StandardStreams streams;
    private final TransferOptions.DisplayOptions displayOptions;
    private final TerminalCapabilities terminal;
    private final SilenceableDisplay display;
    private final DisplayReporter reporter;

    private CommandConsole(
            ProgramInvocation.StandardStreams streams,
            TransferOptions.DisplayOptions shown,
            TerminalCapabilities terminal,
            SilenceableDisplay display) {
        this.streams = streams;
        this.displayOptions = shown;
        this.terminal = terminal;
        this.display = display;
        this.reporter = new DisplayReporter(display, shown.verbose());
    }

    /** @param displayed the display that the command uses, made of the one that the user asked for */
    static CommandConsole open(
            ProgramInvocation.StandardStreams streams,
            Environment environment,
            TransferOptions.DisplayOptions shown,
            UnaryOperator<Display> displayed) {
        TerminalCapabilities terminal = TerminalCapabilities.fromEnvironment(
                        streams.errIsTerminal(), name -> environment.all().get(name), StandardCharsets.UTF_8)
                .withMeasuredWidth(new TerminalWidth());
        Display asked = shown.tag() == null
                ? DisplayFactory.open(shown.mode(), streams.err(), terminal, System::nanoTime)
                : DisplayFactory.tagged(shown.tag(), shown.mode(), streams.err(), System::nanoTime);
        return new CommandConsole(streams, shown, terminal, new SilenceableDisplay(displayed.apply(asked)));
    }

    SilenceableDisplay display() {
        return display;
    }

    /**
     * Shows the last line of what a signal ends.
     *
     * @param asking whether a question stands on the line before it
     */
    void showLastLine(boolean asking) {
        if (asking) {
            streams.err().println();
        }
        display.showLastLine();
    }

    /** What the last line says then, instead of how far it came; null for that. */
    public void setFinalMessage(String text) {
        display.finalMessage(text);
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
        display.showSummary(good, text);
    }

    /** @return 74 where it holds an error */
    public int showReport(SetupReport report) {
        report.notes().forEach(reporter::note);
        report.warnings().forEach(reporter::warn);
        report.errors().forEach(text -> reporter.error(text, null, ExitStatus.LOCAL));
        return report.errors().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL;
    }

    /** A line of the command's result; in a log with tags, a line of the log. */
    void printResult(String line) {
        if (displayOptions.tag() == null) {
            streams.out().println(PrintableText.escape(line));
        } else {
            reporter.note(line);
        }
    }

    public boolean isTerminal() {
        return streams.errIsTerminal();
    }

    /** Of the terminal, for what is drawn as a table. */
    public int columns() {
        return terminal.width().getAsInt();
    }

    private boolean isInteractive() {
        return streams.interactive() && displayOptions.mode() != ProgressMode.JSON;
    }

    /** Whoever is there to be asked; empty where that is nobody. */
    public Optional<ConsolePrompts> prompts() {
        return isInteractive() ? ConsolePrompts.atConsole() : Optional.empty();
    }

    /** Does something of which no consequences are shown, until {@link #unmute}. */
    public void muteAndRun(Runnable work) {
        display.mute(true);
        work.run();
    }

    public void unmute() {
        display.mute(false);
    }

    /** The last error that was told since the last {@link #resetShownMessages}; null where none was. */
    public String lastError() {
        return reporter.lastError();
    }

    /** What was said once may be said once more: what it speaks of was mended meanwhile. */
    public void resetShownMessages() {
        display.resetShownMessages();
        reporter.forgetError();
    }

    @Override
    public void close() {
        display.close();
    }
}
