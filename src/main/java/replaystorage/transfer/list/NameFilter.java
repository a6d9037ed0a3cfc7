package replaystorage.transfer.list;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.host.Glob;

/** Include and exclude patterns of a command; see {@link Glob}. */
public final class NameFilter implements Predicate<String> {
    public static final NameFilter ALL = new NameFilter(List.of(), List.of());

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    /** @throws CliException 64 for an invalid pattern */
    public NameFilter(List<String> includes, List<String> excludes) {
        this.includes = includes.stream().map(Glob::toRegex).toList();
        this.excludes = excludes.stream().map(Glob::toRegex).toList();
    }

    private NameFilter(Collection<Pattern> includes, Stream<Pattern> excludes) {
        this.includes = List.copyOf(includes);
        this.excludes = excludes.toList();
    }

    public NameFilter excluding(NameFilter other) {
        return new NameFilter(includes, Stream.concat(excludes.stream(), other.excludes.stream()));
    }

    @Override
    public boolean test(String name) {
        return (includes.isEmpty()
                        || includes.stream().anyMatch(p -> p.matcher(name).matches()))
                && excludes.stream().noneMatch(p -> p.matcher(name).matches());
    }

    public String emptyMessageSuffix() {
        return isRestricted() ? ", as selected by --include and --exclude" : "";
    }

    public boolean isRestricted() {
        return !includes.isEmpty() || !excludes.isEmpty();
    }
}
