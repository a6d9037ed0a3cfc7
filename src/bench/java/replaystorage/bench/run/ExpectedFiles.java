package replaystorage.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Expected names and sizes of files: a run that transferred less is not valid. */
public record ExpectedFiles(Map<String, Long> sizes) {

    public static ExpectedFiles of(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile)
                        .forEach(file -> sizes.put(folder.relativize(file).toString(), size(file)));
            }
        }
        return new ExpectedFiles(sizes);
    }

    /** Parses the output of `rclone lsf --format sp`. */
    static ExpectedFiles of(String listing) {
        Map<String, Long> sizes = new TreeMap<>();
        listing.lines().forEach(line -> {
            int end = line.indexOf(';');
            sizes.put(line.substring(end + 1), Long.valueOf(line.substring(0, end)));
        });
        return new ExpectedFiles(sizes);
    }

    public long objects() {
        return sizes.size();
    }

    public long bytes() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Describes how other files differ; empty if they are equal. */
    public String differencesFrom(ExpectedFiles others) {
        return sizes.equals(others.sizes)
                ? ""
                : "%d files, %d bytes instead of %d, %d"
                        .formatted(others.objects(), others.bytes(), objects(), bytes());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
