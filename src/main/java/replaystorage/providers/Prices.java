package replaystorage.providers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * What a storage costs, in US dollars; GB are 10^9 bytes.
 *
 * @param lookedUp the date, YYYY-MM-DD
 * @param source the page that the prices stand on
 * @param verifiedOn how far they could be read there
 * @param storage a GB and month
 * @param freeStorage GB that cost nothing
 * @param egress a GB that leaves the storage
 * @param freeEgress GB a month that leave it for nothing
 * @param freeEgressPerStored the same as a multiple of what is stored
 * @param uploadPartSize bytes of a part of a large upload, each of which is a request
 * @param billedInWholeUnits a GB and month, and a million requests, are billed whole once begun
 * @param requestClasses the classes of requests; a kind that is in none costs nothing
 * @param subscriptions what is sold by the month instead, smallest first
 * @param note what the numbers leave out, or empty
 */
public record Prices(
        String lookedUp,
        String source,
        String verifiedOn,
        BigDecimal storage,
        BigDecimal freeStorage,
        BigDecimal egress,
        BigDecimal freeEgress,
        BigDecimal freeEgressPerStored,
        long uploadPartSize,
        boolean billedInWholeUnits,
        List<RequestClass> requestClasses,
        List<Subscription> subscriptions,
        String note) {

    /**
     * A class of requests.
     *
     * @param name the provider's name of the class
     * @param dollarsPerMillion dollars for a million
     * @param freePerMonth how many a month cost nothing
     * @param freePerDay how many a day cost nothing
     * @param description which requests these are, in words
     */
    public record RequestClass(
            String name,
            Set<RequestKind> kinds,
            BigDecimal dollarsPerMillion,
            long freePerMonth,
            long freePerDay,
            String description) {}

    /** What a request is for. */
    public enum RequestKind {
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
    public boolean isSold() {
        return !requestClasses.isEmpty() || !subscriptions.isEmpty();
    }

    /** The same as if nothing were free, and all were billed by the last byte and request. */
    public Prices withoutFreeAllowance() {
        return new Prices(
                lookedUp,
                source,
                verifiedOn,
                storage,
                BigDecimal.ZERO,
                egress,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                uploadPartSize,
                false,
                requestClasses.stream()
                        .map(each -> new RequestClass(
                                each.name(), each.kinds(), each.dollarsPerMillion(), 0, 0, each.description()))
                        .toList(),
                subscriptions,
                note);
    }

    /** A subscription: so many GB for so much a month. */
    public record Subscription(BigDecimal gigabytes, BigDecimal dollarsPerMonth) {}
}
