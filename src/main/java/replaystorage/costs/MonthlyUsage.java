package replaystorage.costs;

/**
 * What is done with a storage in a month of thirty days.
 *
 * @param storedBytes bytes, on average
 * @param pulledBytes bytes that one pull brings
 * @param pulls how many there are
 * @param requestCounts those of one pull
 */
public record MonthlyUsage(long storedBytes, long pulledBytes, long pulls, RequestCounts requestCounts) {
    static final int DAYS_IN_MONTH = 30;

    MonthlyUsage withPulls(long otherPulls) {
        return new MonthlyUsage(storedBytes, pulledBytes, otherPulls, requestCounts);
    }

    /** On how many days there are pulls, if they are spread evenly: what is free a day is lost on the others. */
    long daysWithPulls() {
        return Math.min(pulls, DAYS_IN_MONTH);
    }
}
