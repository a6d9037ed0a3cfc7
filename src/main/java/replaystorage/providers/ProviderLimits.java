package replaystorage.providers;

/**
 * What a storage allows, in its own words where no number fits.
 *
 * @param requests how many requests, such as "500 a second for an account"
 * @param fileSize the largest file
 * @param note what else bounds the work, or empty
 */
public record ProviderLimits(String requests, String fileSize, String note) {}
