package replaystorage.costs;

import java.util.Collection;

/**
 * Files that go over.
 *
 * @param folders how many folders they lie in
 * @param reads how many requests it takes to read them: a large file is read in parts
 * @param writes the same for writing them, in parts of the provider's size
 */
public record Load(long files, long bytes, long folders, long reads, long writes) {
    /** rclone reads what is larger than that in parts, by several streams. */
    private static final long READ_WHOLE = 256L << 20;

    private static final long READ_PART = 64L << 20;

    /** rclone sends what is larger than that in parts. */
    private static final long WRITE_WHOLE = 200L << 20;

    /** @param part the bytes of a part of an upload; 0 where there are none */
    public static Load of(Collection<Long> sizes, long folders, long part) {
        return new Load(
                sizes.size(),
                sizes.stream().mapToLong(Long::longValue).sum(),
                folders,
                sizes.stream().mapToLong(Load::reads).sum(),
                sizes.stream().mapToLong(size -> writes(size, part)).sum());
    }

    /** Files of one size in one folder. */
    public static Load even(long files, long bytes, long part) {
        long size = files == 0 ? 0 : bytes / files;
        return new Load(files, bytes, 1, files * reads(size), files * writes(size, part));
    }

    private static long reads(long size) {
        return size < READ_WHOLE ? 1 : parts(size, READ_PART);
    }

    /** The parts, the request that begins them and the one that ends them. */
    private static long writes(long size, long part) {
        return size <= WRITE_WHOLE || part == 0 ? 1 : parts(size, part) + 2;
    }

    private static long parts(long size, long part) {
        return (size + part - 1) / part;
    }
}
