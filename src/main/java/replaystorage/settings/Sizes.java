package replaystorage.settings;

import java.util.List;
import java.util.Locale;

/** Sizes of files as people read them. */
public final class Sizes {
    private Sizes() {}

    /** Such as `300.2 MB`. */
    public static String readable(long bytes) {
        double size = bytes;
        String unit = " B";
        for (String larger : List.of(" kB", " MB", " GB", " TB")) {
            if (size < 1000) {
                break;
            }
            size /= 1000;
            unit = larger;
        }
        return String.format(Locale.ROOT, unit.equals(" B") ? "%.0f" : "%.1f", size) + unit;
    }
}
