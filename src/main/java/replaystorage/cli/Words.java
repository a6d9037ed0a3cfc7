package replaystorage.cli;

import java.util.Iterator;
import java.util.List;
import replaystorage.settings.Catalogue;

/** The words that an argument takes, for those who complete it. */
abstract class Words implements Iterable<String> {
    private final List<String> words;

    Words(String... words) {
        this.words = List.of(words);
    }

    @Override
    public final Iterator<String> iterator() {
        return words.iterator();
    }

    static final class Artifacts extends Words {
        Artifacts() {
            super("checkpoints", "logs", "cache");
        }
    }

    static final class Verified extends Words {
        Verified() {
            super("checkpoints", "logs", "cache", "replays");
        }
    }

    static final class Buckets extends Words {
        Buckets() {
            super("replays", "artifacts");
        }
    }

    static final class Providers extends Words {
        Providers() {
            super(Catalogue.packed().names().toArray(String[]::new));
        }
    }

    static final class Modes extends Words {
        Modes() {
            super("auto", "tty", "plain", "json", "rclone", "none");
        }
    }
}
