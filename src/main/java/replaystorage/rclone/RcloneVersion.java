package replaystorage.rclone;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of rclone, such as 1.75.2; comparing ignores a suffix (`-beta.123`, `-DEV`). */
public record RcloneVersion(int major, int minor, int patch, String suffix) implements Comparable<RcloneVersion> {
    private static final Pattern VERSION =
            Pattern.compile("(?:rclone )?v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(-\\S*)?");
    private static final Comparator<RcloneVersion> ORDER = Comparator.comparingInt(RcloneVersion::major)
            .thenComparingInt(RcloneVersion::minor)
            .thenComparingInt(RcloneVersion::patch);

    /** Parses the first line of `rclone version`, or a plain number. */
    public static Optional<RcloneVersion> parse(String line) {
        Matcher version = VERSION.matcher(line.strip());
        if (!version.matches()) {
            return Optional.empty();
        }
        return Optional.of(new RcloneVersion(
                Integer.parseInt(version.group(1)),
                Integer.parseInt(version.group(2)),
                version.group(3) == null ? 0 : Integer.parseInt(version.group(3)),
                version.group(4) == null ? "" : version.group(4)));
    }

    public boolean isAtLeast(RcloneVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(RcloneVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + suffix;
    }
}
