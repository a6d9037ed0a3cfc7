package replaystorage.workspace.move;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.host.IoErrorText;

/** Collects what to tell the user about a folder move, and reports it only if the move was not undone. */
final class MoveNotes {
    private final Map<Path, Path> keptVersions = new LinkedHashMap<>();
    private final Set<Path> leftOut = new LinkedHashSet<>();

    void addKept(Path wanted, Path place) {
        keptVersions.put(place, wanted);
    }

    void leftOut(Path source) {
        leftOut.add(source);
    }

    SetupReport toReport() {
        Stream<String> kept = keptVersions.entrySet().stream()
                .filter(each -> isThere(each.getKey()))
                .map(each -> IoErrorText.printablePath(each.getValue())
                        + " existed twice with different content: the older one is kept as "
                        + IoErrorText.printablePath(each.getKey().getFileName()));
        Stream<String> gone = leftOut.stream()
                .filter(source -> !isThere(source))
                .map(source -> IoErrorText.printablePath(source)
                        + " is neither a file nor a folder and could not be moved: removed");
        return SetupReport.warnings(Stream.concat(kept, gone).toList());
    }

    private static boolean isThere(Path entry) {
        return Files.exists(entry, LinkOption.NOFOLLOW_LINKS);
    }
}
