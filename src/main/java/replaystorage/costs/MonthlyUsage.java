package replaystorage.costs;

/**
 * Use of a storage in a month of thirty days.
 *
 * @param storedBytes on average
 * @param pulledBytes of one pull
 * @param requestCounts of one pull
 */
public record MonthlyUsage(long storedBytes, long pulledBytes, long pulls, RequestCounts requestCounts) {
    static final int DAYS_IN_MONTH = 30;

    MonthlyUsage withPulls(long otherPulls) {
        return new MonthlyUsage(storedBytes, pulledBytes, otherPulls, requestCounts);
    }

    /** Number of days with a pull, if pulls are spread evenly: daily free allowances count on these days only. */
    long daysWithPulls() {
        return Math.min(pulls, DAYS_IN_MONTH);
    }
}
