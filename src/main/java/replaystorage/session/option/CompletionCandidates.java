package replaystorage.session.option;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.workspace.StandardFolders;

/** Words for shell completion of an argument. */
public abstract class CompletionCandidates implements Iterable<String> {
    private final List<String> words;

    CompletionCandidates(String... words) {
        this(List.of(words));
    }

    private CompletionCandidates(List<String> words) {
        this.words = words;
    }

    @Override
    public final Iterator<String> iterator() {
        return words.iterator();
    }

    public static final class ArtifactCandidates extends CompletionCandidates {
        ArtifactCandidates() {
            super(StandardFolders.ARTIFACTS);
        }
    }

    public static final class VerifiableCandidates extends CompletionCandidates {
        VerifiableCandidates() {
            super(Stream.concat(StandardFolders.ARTIFACTS.stream(), Stream.of(StandardFolders.REPLAYS))
                    .toList());
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
