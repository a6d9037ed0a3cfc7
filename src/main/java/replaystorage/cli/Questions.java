package replaystorage.cli;

import java.io.Console;
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
        console.printf("%s%n", Printable.of(text));
    }

    /** @return the answer less the blanks around it; empty where only Enter was pressed */
    String line(String question) {
        return answered(console.readLine("%s: ", Printable.of(question)));
    }

    /** The same, and what is typed is not shown. */
    String secret(String question) {
        char[] typed = console.readPassword("%s (not shown): ", Printable.of(question));
        return answered(typed == null ? null : new String(typed));
    }

    private static String answered(String answer) {
        if (answer == null) {
            throw new CliException(ExitStatus.CONFIG, "the input ended: nothing was written");
        }
        return answer.strip();
    }
}
