package replaystorage.providers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * Prices of a storage in US dollars; a GB is 10^9 bytes.
 *
 * @param verifiedOn which prices the source page showed
 * @param storage per GB and month
 * @param freeStorage in GB
 * @param egress per GB
 * @param freeEgress GB per month
 * @param freeEgressPerStored free egress as a multiple of the stored volume
 * @param uploadPartSize bytes per part of a large upload, each part is a request
 * @param billedInWholeUnits each started GB-month and million of requests is billed in full
 * @param requestClasses a kind of request in no class is free
 * @param subscriptions monthly plans, the smallest first
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

    /** @param description the kinds of requests, in words */
    public record RequestClass(
            String name,
            Set<RequestKind> kinds,
            BigDecimal dollarsPerMillion,
            long freePerMonth,
            long freePerDay,
            String description) {}

    public enum RequestKind {
        /** Each rclone first authenticates and lists the buckets. */
        SIGN_IN,
        LIST,
        /** A lookup of a single object. */
        LOOK,
        DOWNLOAD,
        UPLOAD,
        /** A copy within the storage. */
        COPY,
        DELETE
    }

    /** False for the user's own server or disk. */
    public boolean isSold() {
        return !requestClasses.isEmpty() || !subscriptions.isEmpty();
    }

    /** Prices without free allowances and without rounding up. */
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

    public record Subscription(BigDecimal gigabytes, BigDecimal dollarsPerMonth) {}
}
