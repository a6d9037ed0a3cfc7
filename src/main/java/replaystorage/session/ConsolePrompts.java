package replaystorage.session;

import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import replaystorage.console.PrintableText;
import replaystorage.console.TerminalCapabilities;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/** Asks questions at the terminal. */
public record ConsolePrompts(Console console, Shutdown shutdown) {

    /** Empty if standard input or output is not a terminal. */
    static Optional<ConsolePrompts> atConsole(Shutdown shutdown) {
        // Newer Java versions return a console even if stdout is a file.
        return TerminalCapabilities.isStdoutTerminal()
                ? Optional.ofNullable(System.console()).map(console -> new ConsolePrompts(console, shutdown))
                : Optional.empty();
    }

    public void print(String text) {
        shutdown.requireNotStarted();
        console.printf("%s%n", PrintableText.escape(text));
    }

    /** @return the answer without blanks around it; empty if the user pressed only Enter */
    public String askLine(String question) {
        return requireAnswer(shutdown.whileAsking(() -> console.readLine("%s: ", PrintableText.escape(question))));
    }

    /** Asks without echo, and prints the length of the answer. */
    public String askSecret(String question) {
        char[] typed =
                shutdown.whileAsking(() -> console.readPassword("%s (not shown): ", PrintableText.escape(question)));
        String answer = requireAnswer(typed == null ? null : new String(typed));
        if (!answer.isEmpty()) {
            print("(" + answer.length() + (answer.length() == 1 ? " character)" : " characters)"));
        }
        return answer;
    }

    /**
     * Asks for an entry of a numbered list, and returns its index.
     *
     * @param names accepted instead of the numbers; may be empty
     * @param usual the index for Enter
     */
    public int askChoice(String title, List<String> texts, List<String> names, int usual) {
        print(title);
        for (int i = 0; i < texts.size(); i++) {
            print("  " + (i + 1) + ") " + texts.get(i));
        }
        String question = (names.isEmpty() ? "Number" : "Number or name") + " [" + (usual + 1) + "]";
        while (true) {
            String answer = askLine(question);
            int chosen = answer.isEmpty() ? usual : choiceIndex(answer, texts.size(), names);
            if (chosen >= 0) {
                return chosen;
            }
            print("That is not in the list.");
        }
    }

    private static int choiceIndex(String answer, int size, List<String> names) {
        if (answer.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(answer);
            return number <= size ? number - 1 : -1;
        }
        return names.indexOf(answer.toLowerCase(Locale.ROOT));
    }

    private static String requireAnswer(String answer) {
        if (answer == null) {
            throw new CliException(ExitStatus.CONFIG, "the input ended: nothing was written");
        }
        return answer.strip();
    }
}
