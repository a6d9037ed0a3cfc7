package replaystorage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Scripts by which a shell completes our words. */
@Command(
        name = "completions",
        description = {
            "Print the script by which a shell completes commands, options and names; it starts no Java.",
            "bash, zsh: write it to a file, and read that in ~/.bashrc or ~/.zshrc (there after compinit).",
            "fish: write it to replay-storage.fish in ~/.config/fish/completions."
        },
        footer = {
            "",
            "Examples:  replay-storage completions bash > ~/.replay-storage.bash",
            "           replay-storage completions fish > replay-storage.fish"
        })
final class CompletionsCommand extends CommandWithHelp implements Runnable {
    private final App app;

    /** The shells that there are scripts for. */
    enum ShellName {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private ShellName shell;

    CompletionsCommand(App app) {
        this.app = app;
    }

    @Override
    public void run() {
        CommandLine whole = Commands.whole(app);
        String script = switch (shell) {
            case bash, zsh -> new BashCompletions(whole).text();
            case fish -> new FishCompletions(whole).text();
        };
        app.streams().out().print(script);
    }
}
