package replaystorage.session.option;

import java.util.Iterator;
import java.util.List;
import replaystorage.providers.ProviderCatalogue;

/** Words that shells complete an argument with. */
public abstract class CompletionCandidates implements Iterable<String> {
    private final List<String> words;

    CompletionCandidates(String... words) {
        this.words = List.of(words);
    }

    @Override
    public final Iterator<String> iterator() {
        return words.iterator();
    }

    public static final class ArtifactCandidates extends CompletionCandidates {
        ArtifactCandidates() {
            super("checkpoints", "logs", "cache");
        }
    }

    public static final class VerifiableCandidates extends CompletionCandidates {
        VerifiableCandidates() {
            super("checkpoints", "logs", "cache", "replays");
        }
    }

    public static final class BucketCandidates extends CompletionCandidates {
        BucketCandidates() {
            super("replays", "artifacts");
        }
    }

    public static final class ProviderCandidates extends CompletionCandidates {
        ProviderCandidates() {
            super(ProviderCatalogue.bundled().names().toArray(String[]::new));
        }
    }

    static final class ProgressModeCandidates extends CompletionCandidates {
        ProgressModeCandidates() {
            super("auto", "tty", "plain", "json", "rclone", "none");
        }
    }
}
