package replaystorage.workspace;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.settings.Reason;

/** What is to be told of a move, if in the end it is so: it may have been undone. */
final class Remarks {
    private final Map<Path, Path> beside = new LinkedHashMap<>();
    private final Set<Path> leftOut = new LinkedHashSet<>();

    void keptBeside(Path wanted, Path place) {
        beside.put(place, wanted);
    }

    void leftOut(Path source) {
        leftOut.add(source);
    }

    Report report() {
        Stream<String> kept = beside.entrySet().stream()
                .filter(each -> isThere(each.getKey()))
                .map(each -> Reason.shown(each.getValue()) + " was there twice and different: the older one is kept as "
                        + Reason.shown(each.getKey().getFileName()));
        Stream<String> gone = leftOut.stream()
                .filter(source -> !isThere(source))
                .map(source ->
                        Reason.shown(source) + " is neither a file nor a folder and could not be moved: removed");
        return Report.warnings(Stream.concat(kept, gone).toList());
    }

    private static boolean isThere(Path entry) {
        return Files.exists(entry, LinkOption.NOFOLLOW_LINKS);
    }
}
