package replaystorage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import replaystorage.support.RawRclone;

/** An rclone.conf that rclone itself encrypted. */
final class Encrypted {
    private Encrypted() {}

    /** Writes one that holds a remote `mine`. */
    static void write(Path conf, String password) throws IOException {
        Files.writeString(conf, "[mine]\ntype = local\n");
        encrypt(conf, password);
    }

    static void encrypt(Path conf, String password) throws IOException {
        Path file = Files.writeString(conf.resolveSibling("password"), password);
        new RawRclone(conf).run("config", "encryption", "set", "--password-command", "cat " + file);
        Files.delete(file);
    }
}
