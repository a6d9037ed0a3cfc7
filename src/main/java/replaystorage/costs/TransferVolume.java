package replaystorage.costs;

import java.util.Collection;

/**
 * @param folders number of folders with such files
 * @param readRequests requests to read them: large files are read in parts
 * @param writeRequests requests to write them, in parts of the provider's size
 */
public record TransferVolume(long files, long bytes, long folders, long readRequests, long writeRequests) {
    private static final long READ_WHOLE_BELOW = 256L << 20;

    private static final long READ_PART_SIZE = 64L << 20;

    private static final long WRITE_WHOLE_UP_TO = 200L << 20;

    /** @param part size of an upload part; 0 if there are no parts */
    public static TransferVolume of(Collection<Long> sizes, long folders, long part) {
        return new TransferVolume(
                sizes.size(),
                sizes.stream().mapToLong(Long::longValue).sum(),
                folders,
                sizes.stream().mapToLong(TransferVolume::readRequests).sum(),
                sizes.stream().mapToLong(size -> writeRequests(size, part)).sum());
    }

    public static TransferVolume ofEqualSizes(long files, long bytes, long part) {
        long size = files == 0 ? 0 : bytes / files;
        return new TransferVolume(files, bytes, 1, files * readRequests(size), files * writeRequests(size, part));
    }

    private static long readRequests(long size) {
        return size < READ_WHOLE_BELOW ? 1 : partCount(size, READ_PART_SIZE);
    }

    /** One request per part, one to begin and one to end. */
    private static long writeRequests(long size, long part) {
        return size <= WRITE_WHOLE_UP_TO || part == 0 ? 1 : partCount(size, part) + 2;
    }

    private static long partCount(long size, long part) {
        return (size + part - 1) / part;
    }
}
