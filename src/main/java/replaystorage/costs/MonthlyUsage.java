package replaystorage.costs;

/** Use of a storage in a month of thirty days; pulledBytes and requestCounts are per pull. */
public record MonthlyUsage(long storedBytes, long pulledBytes, long pulls, RequestCounts requestCounts) {
    static final int DAYS_IN_MONTH = 30;

    MonthlyUsage withPulls(long otherPulls) {
        return new MonthlyUsage(storedBytes, pulledBytes, otherPulls, requestCounts);
    }

    /** Days with a pull, if pulls are spread evenly: daily free allowances apply only to them. */
    long daysWithPulls() {
        return Math.min(pulls, DAYS_IN_MONTH);
    }
}
