package replaystorage.cli;

import java.io.PrintStream;
import java.util.TreeMap;
import replaystorage.progress.Printable;
import replaystorage.transfer.Stamp;

/** Files as lines of size and name, as `rclone ls` prints them, sorted by name. */
final class ObjectLines {
    private final TreeMap<String, Stamp> files = new TreeMap<>();
    private final PrintStream out;
    private final String none;

    /** @param none what is printed where there is no file */
    ObjectLines(PrintStream out, String none) {
        this.out = out;
        this.none = none;
    }

    void add(String name, Stamp stamp) {
        files.put(name, stamp);
    }

    static String line(String name, Stamp stamp) {
        return String.format("%9d %s", stamp.size(), Printable.of(name));
    }

    void print() {
        files.forEach((name, stamp) -> out.println(line(name, stamp)));
        if (files.isEmpty()) {
            out.println(none);
        }
    }
}
