package replaystorage.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import replaystorage.host.DidYouMean;

/** Maps commands of rclone, aws, git and the like to the command of this program that does the same. */
final class ForeignCommandHints {
    private static final Map<String, String> COMMANDS = new HashMap<>();

    static {
        addAll("up", "push put save backup sync send store add commit archive");
        addAll("down", "restore resume recover checkout");
        addAll("fetch", "get download clone replays import");
        addAll("pull", "copy cp");
        addAll("ls", "list dir tree lsf lsd lsl lsjson find size du ncdu");
        addAll("auto-sync --status", "status state progress");
        addAll("auto-sync", "watch daemon autosync mirror");
        addAll("configure", "login init config setup auth authorize account connect install");
        addAll("doctor", "check test diagnose health debug info about ping");
        addAll("verify", "diff compare cmp checksum hashsum md5sum sha1sum fsck");
        addAll("costs", "price prices pricing bill billing");
        addAll("snapshots", "history tags versions revisions");
        addAll("snapshot", "tag freeze");
        addAll("completions", "completion autocomplete");
        addAll("ls artifacts logs", "log logs");
        addAll("ls artifacts cache", "cache");
        addAll("--version", "version");
        addAll(
                "--help",
                "clean cleanup rm remove delete del purge prune rmdir rmdirs dedupe move mv mount serve man usage commands");
    }

    private ForeignCommandHints() {}

    private static void addAll(String command, String words) {
        for (String word : words.split(" ", -1)) {
            COMMANDS.put(word, command);
        }
    }

    /** The command that was probably meant by an unknown word. */
    static String commandFor(String word, Collection<String> commands) {
        return Optional.ofNullable(COMMANDS.get(word))
                .or(() -> DidYouMean.closest(word, commands))
                .orElse("--help");
    }
}
