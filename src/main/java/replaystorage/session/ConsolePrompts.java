package replaystorage.session;

import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import replaystorage.console.PrintableText;
import replaystorage.console.TerminalCapabilities;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/** Asks whoever sits at the terminal. */
public record ConsolePrompts(Console console) {

    /** Empty where standard input or output is no terminal. */
    static Optional<ConsolePrompts> atConsole() {
        // Newer Javas have a console also where the questions would go to a file.
        return TerminalCapabilities.isStdoutTerminal()
                ? Optional.ofNullable(System.console()).map(ConsolePrompts::new)
                : Optional.empty();
    }

    public void print(String text) {
        ShutdownHook.requireNotShuttingDown();
        console.printf("%s%n", PrintableText.escape(text));
    }

    /** @return the answer less the blanks around it; empty where only Enter was pressed */
    public String askLine(String question) {
        return requireAnswer(ShutdownHook.whileAsking(() -> console.readLine("%s: ", PrintableText.escape(question))));
    }

    /** The same, and what is typed is not shown, but how long it is. */
    public String askSecret(String question) {
        char[] typed = ShutdownHook.whileAsking(
                () -> console.readPassword("%s (not shown): ", PrintableText.escape(question)));
        String answer = requireAnswer(typed == null ? null : new String(typed));
        if (!answer.isEmpty()) {
            print("(" + answer.length() + (answer.length() == 1 ? " character)" : " characters)"));
        }
        return answer;
    }

    /**
     * One of a numbered list.
     *
     * @param names may be typed instead of the numbers; none where there are only numbers
     * @param usual the index that Enter stands for
     * @return the index of the chosen one
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
