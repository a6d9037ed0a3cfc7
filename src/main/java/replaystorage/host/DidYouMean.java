package replaystorage.host;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the word that the user probably meant. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The word with the smallest edit distance; empty if all are too different. */
    public static Optional<String> closest(String misspelt, Collection<String> words) {
        int far = Math.max(2, misspelt.length() / 3);
        return words.stream()
                .filter(word -> distance(misspelt, word) <= far)
                .min(Comparator.comparingInt((String word) -> distance(misspelt, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Such as `did you mean interval?`; lists all words if none is close. */
    static String suggestion(String misspelt, Collection<String> words) {
        return closest(misspelt, words)
                .map(word -> "did you mean " + word + "?")
                .orElse("there are: " + String.join(", ", words));
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i <= other.length(); i++) {
            row[i] = i;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
