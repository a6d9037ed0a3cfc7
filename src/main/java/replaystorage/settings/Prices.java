package replaystorage.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * What a storage costs, in US dollars; GB are 10^9 bytes.
 *
 * @param lookedUp the date, YYYY-MM-DD
 * @param source the page that the prices stand on
 * @param verified how far they could be read there
 * @param storage a GB and month
 * @param storageFree GB that cost nothing
 * @param egress a GB that leaves the storage
 * @param egressFree GB a month that leave it for nothing
 * @param egressFreeTimesStored the same as a multiple of what is stored
 * @param uploadPart bytes of a part of a large upload, each of which is a request
 * @param wholeUnits a GB and month, and a million requests, are billed whole once begun
 * @param requests the classes of requests; a kind that is in none costs nothing
 * @param plans what is sold by the month instead, smallest first
 * @param note what the numbers leave out, or empty
 */
public record Prices(
        String lookedUp,
        String source,
        String verified,
        BigDecimal storage,
        BigDecimal storageFree,
        BigDecimal egress,
        BigDecimal egressFree,
        BigDecimal egressFreeTimesStored,
        long uploadPart,
        boolean wholeUnits,
        List<Requests> requests,
        List<Plan> plans,
        String note) {

    /**
     * A class of requests.
     *
     * @param name the provider's name of the class
     * @param million dollars for a million
     * @param freeMonth how many a month cost nothing
     * @param freeDay how many a day cost nothing
     * @param are which requests these are, in words
     */
    public record Requests(
            String name, Set<Kind> kinds, BigDecimal million, long freeMonth, long freeDay, String are) {}

    /** What a request is for. */
    public enum Kind {
        /** What every rclone asks before it does anything: who it is, and which buckets there are. */
        SIGN_IN,
        LIST,
        /** A look at a single object. */
        LOOK,
        DOWNLOAD,
        UPLOAD,
        /** A copy within the storage. */
        COPY,
        DELETE
    }

    /** Whether the provider sells what it stores, by whatever list; a server or a disk of one's own does not. */
    public boolean isList() {
        return !requests.isEmpty() || !plans.isEmpty();
    }

    /** The same as if nothing were free, and all were billed by the last byte and request. */
    public Prices withoutFree() {
        return new Prices(
                lookedUp,
                source,
                verified,
                storage,
                BigDecimal.ZERO,
                egress,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                uploadPart,
                false,
                requests.stream()
                        .map(each -> new Requests(each.name(), each.kinds(), each.million(), 0, 0, each.are()))
                        .toList(),
                plans,
                note);
    }

    /** A subscription: so many GB for so much a month. */
    public record Plan(BigDecimal gb, BigDecimal month) {}
}
