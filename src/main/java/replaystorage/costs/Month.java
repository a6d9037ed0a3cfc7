package replaystorage.costs;

/**
 * What is done with a storage in a month of thirty days.
 *
 * @param stored bytes, on average
 * @param pulled bytes that one pull brings
 * @param pulls how many there are
 * @param requests those of one pull
 */
public record Month(long stored, long pulled, long pulls, Requests requests) {
    static final int DAYS = 30;

    Month with(long otherPulls) {
        return new Month(stored, pulled, otherPulls, requests);
    }

    /** On how many days there are pulls, if they are spread evenly: what is free a day is lost on the others. */
    long days() {
        return Math.min(pulls, DAYS);
    }
}
