package replaystorage.settings;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a storage costs, in US dollars; GB are 10^9 bytes.
 *
 * @param lookedUp the date, YYYY-MM-DD
 * @param source the page that the prices stand on
 * @param storage a GB and month
 * @param storageFree GB that cost nothing
 * @param egress a GB that leaves the storage
 * @param egressFree GB a month that leave it for nothing
 * @param egressFreeTimesStored the same as a multiple of what is stored
 * @param requests the classes of requests
 * @param plans what is sold by the month instead, smallest first
 * @param note what the numbers leave out, or empty
 */
public record Prices(
        String lookedUp,
        String source,
        BigDecimal storage,
        BigDecimal storageFree,
        BigDecimal egress,
        BigDecimal egressFree,
        BigDecimal egressFreeTimesStored,
        List<Requests> requests,
        List<Plan> plans,
        String note) {

    /**
     * A class of requests.
     *
     * @param name the provider's name of the class
     * @param million dollars for a million
     * @param free how many a month cost nothing
     * @param are which requests these are
     */
    public record Requests(String name, BigDecimal million, long free, String are) {}

    /** A subscription: so many GB for so much a month. */
    public record Plan(BigDecimal gb, BigDecimal month) {}
}
