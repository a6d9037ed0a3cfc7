package replaystorage.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates an rclone.conf that rclone encrypts. */
public final class EncryptedRcloneConf {
    private EncryptedRcloneConf() {}

    /** Writes one with a remote `mine`. */
    public static void write(Path conf, String password) throws IOException {
        Files.writeString(conf, "[mine]\ntype = local\n");
        encrypt(conf, password);
    }

    static void encrypt(Path conf, String password) throws IOException {
        Path file = Files.writeString(conf.resolveSibling("password"), password);
        new RcloneCli(conf).run("config", "encryption", "set", "--password-command", "cat " + file);
        Files.delete(file);
    }
}
