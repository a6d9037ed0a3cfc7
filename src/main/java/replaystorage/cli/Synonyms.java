package replaystorage.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import replaystorage.settings.Nearest;

/** What is called otherwise by rclone, aws, git and the like, and how it is done here. */
final class Synonyms {
    private static final Map<String, String> COMMANDS = new HashMap<>();

    static {
        all("up", "push put save backup sync send store add commit archive");
        all("down", "restore resume recover checkout");
        all("fetch", "get download clone replays import");
        all("pull", "copy cp");
        all("ls", "list dir tree lsf lsd lsl lsjson find size du ncdu");
        all("auto-sync --status", "status state progress");
        all("auto-sync", "watch daemon autosync mirror");
        all("configure", "login init config setup auth authorize account connect install");
        all("doctor", "check test diagnose health debug info about ping");
        all("verify", "diff compare cmp checksum hashsum md5sum sha1sum fsck");
        all("costs", "price prices pricing bill billing");
        all("snapshots", "history tags versions revisions");
        all("snapshot", "tag freeze");
        all("completions", "completion autocomplete");
        all("ls artifacts logs", "log logs");
        all("ls artifacts cache", "cache");
        all("--version", "version");
        all(
                "--help",
                "clean cleanup rm remove delete del purge prune rmdir rmdirs dedupe move mv mount serve man usage commands");
    }

    private Synonyms() {}

    private static void all(String command, String words) {
        for (String word : words.split(" ", -1)) {
            COMMANDS.put(word, command);
        }
    }

    /** What was probably meant by a word that is no command. */
    static String command(String word, Collection<String> commands) {
        return Optional.ofNullable(COMMANDS.get(word))
                .or(() -> Nearest.of(word, commands))
                .orElse("--help");
    }
}
