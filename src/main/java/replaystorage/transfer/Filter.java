package replaystorage.transfer;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.settings.Glob;

/** Which files a command is about, by the patterns of {@link Glob}. */
public final class Filter implements Predicate<String> {
    public static final Filter ALL = new Filter(List.of(), List.of());

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    /** @throws CliException 64 for a pattern that is none */
    public Filter(List<String> includes, List<String> excludes) {
        this.includes = includes.stream().map(Glob::pattern).toList();
        this.excludes = excludes.stream().map(Glob::pattern).toList();
    }

    private Filter(Collection<Pattern> includes, Stream<Pattern> excludes) {
        this.includes = List.copyOf(includes);
        this.excludes = excludes.toList();
    }

    /** The same less what the other excludes too. */
    public Filter and(Filter other) {
        return new Filter(includes, Stream.concat(excludes.stream(), other.excludes.stream()));
    }

    @Override
    public boolean test(String name) {
        return (includes.isEmpty()
                        || includes.stream().anyMatch(p -> p.matcher(name).matches()))
                && excludes.stream().noneMatch(p -> p.matcher(name).matches());
    }

    /** What is to be added where a message says that something is empty. */
    String reservation() {
        return chooses() ? ", as far as --include and --exclude go" : "";
    }

    boolean chooses() {
        return !includes.isEmpty() || !excludes.isEmpty();
    }
}
