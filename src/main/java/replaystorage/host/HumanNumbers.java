package replaystorage.host;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for people; bytes in powers of 1000, as storage is sold and billed. */
public final class HumanNumbers {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private HumanNumbers() {}

    /** Such as `300.2 MB`; `?` if negative, which means unknown. */
    public static String bytes(long bytes) {
        return bytes < 0 ? "?" : inUnit(bytes, unitIndex(bytes)) + " " + UNITS[unitIndex(bytes)];
    }

    /** Such as `0.1 of 300.2 MB`: both in the unit of the total, so that the text keeps its length. */
    public static String progressText(long done, long all, String of) {
        return all < 0 ? bytes(done) : inUnit(done, unitIndex(all)) + of + bytes(all);
    }

    /** Such as `450 of 1,000 files`. */
    public static String progressText(long done, long all, String of, String nouns) {
        return count(done) + (all < 0 ? "" : of + count(all)) + " " + nouns;
    }

    private static int unitIndex(long bytes) {
        int unit = 0;
        double value = bytes;
        // 999.95 would be rounded to 1000.0.
        while (value >= (unit == 0 ? 1000 : 999.95)) {
            value /= 1000;
            unit++;
        }
        return unit;
    }

    private static String inUnit(long bytes, int unit) {
        return String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.1f", bytes / Math.pow(1000, unit));
    }

    public static String rate(double bytesPerSecond) {
        return bytes((long) Math.max(0, bytesPerSecond)) + "/s";
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    public static String files(long count) {
        return count(count, "file");
    }

    /** Like duration, but to a tenth of a second below ten seconds. */
    public static String elapsed(Duration duration) {
        double seconds = Math.max(0, duration.toMillis()) / 1000.0;
        return seconds < 9.95
                ? String.format(Locale.ROOT, "%.1fs", seconds)
                : duration(Duration.ofSeconds(Math.round(seconds)));
    }

    /** Such as `12s`, `1m05s`, `2h03m`, `3d04h`. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return twoUnits(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return twoUnits(seconds / 3600, "h", seconds % 3600 / 60, "m");
        }
        return twoUnits(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        return String.format(Locale.ROOT, "%d%s%02d%s", large, largeUnit, small, smallUnit);
    }
}
