package replaystorage.costs;

import java.util.Collection;

/**
 * Files that go over.
 *
 * @param folders how many folders they lie in
 * @param readRequests how many requests it takes to read them: a large file is read in parts
 * @param writeRequests the same for writing them, in parts of the provider's size
 */
public record TransferVolume(long files, long bytes, long folders, long readRequests, long writeRequests) {
    /** rclone reads what is larger than that in parts, by several streams. */
    private static final long READ_WHOLE_BELOW = 256L << 20;

    private static final long READ_PART_SIZE = 64L << 20;

    /** rclone sends what is larger than that in parts. */
    private static final long WRITE_WHOLE_UP_TO = 200L << 20;

    /** @param part the bytes of a part of an upload; 0 where there are none */
    public static TransferVolume of(Collection<Long> sizes, long folders, long part) {
        return new TransferVolume(
                sizes.size(),
                sizes.stream().mapToLong(Long::longValue).sum(),
                folders,
                sizes.stream().mapToLong(TransferVolume::readRequests).sum(),
                sizes.stream().mapToLong(size -> writeRequests(size, part)).sum());
    }

    /** Files of one size in one folder. */
    public static TransferVolume ofEqualSizes(long files, long bytes, long part) {
        long size = files == 0 ? 0 : bytes / files;
        return new TransferVolume(files, bytes, 1, files * readRequests(size), files * writeRequests(size, part));
    }

    private static long readRequests(long size) {
        return size < READ_WHOLE_BELOW ? 1 : partCount(size, READ_PART_SIZE);
    }

    /** The parts, the request that begins them and the one that ends them. */
    private static long writeRequests(long size, long part) {
        return size <= WRITE_WHOLE_UP_TO || part == 0 ? 1 : partCount(size, part) + 2;
    }

    private static long partCount(long size, long part) {
        return (size + part - 1) / part;
    }
}
