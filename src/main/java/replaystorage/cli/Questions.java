package replaystorage.cli;

import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import replaystorage.progress.Printable;
import replaystorage.progress.Terminal;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** Asks whoever sits at the terminal. */
record Questions(Console console) {

    /** Empty where standard input or output is no terminal. */
    static Optional<Questions> atConsole() {
        // Newer Javas have a console also where the questions would go to a file.
        return Terminal.onStandardOutput()
                ? Optional.ofNullable(System.console()).map(Questions::new)
                : Optional.empty();
    }

    void tell(String text) {
        Interruption.requireNone();
        console.printf("%s%n", Printable.of(text));
    }

    /** @return the answer less the blanks around it; empty where only Enter was pressed */
    String line(String question) {
        return answered(Interruption.whileAsking(() -> console.readLine("%s: ", Printable.of(question))));
    }

    /** The same, and what is typed is not shown, but how long it is. */
    String secret(String question) {
        char[] typed = Interruption.whileAsking(() -> console.readPassword("%s (not shown): ", Printable.of(question)));
        String answer = answered(typed == null ? null : new String(typed));
        if (!answer.isEmpty()) {
            tell("(" + answer.length() + (answer.length() == 1 ? " character)" : " characters)"));
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
    int choice(String title, List<String> texts, List<String> names, int usual) {
        tell(title);
        for (int i = 0; i < texts.size(); i++) {
            tell("  " + (i + 1) + ") " + texts.get(i));
        }
        String question = (names.isEmpty() ? "Number" : "Number or name") + " [" + (usual + 1) + "]";
        while (true) {
            String answer = line(question);
            int chosen = answer.isEmpty() ? usual : index(answer, texts.size(), names);
            if (chosen >= 0) {
                return chosen;
            }
            tell("That is not in the list.");
        }
    }

    private static int index(String answer, int size, List<String> names) {
        if (answer.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(answer);
            return number <= size ? number - 1 : -1;
        }
        return names.indexOf(answer.toLowerCase(Locale.ROOT));
    }

    private static String answered(String answer) {
        if (answer == null) {
            throw new CliException(ExitStatus.CONFIG, "the input ended: nothing was written");
        }
        return answer.strip();
    }
}
