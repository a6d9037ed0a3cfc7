package replaystorage.costs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import replaystorage.providers.Provider;

/**
 * Stored and pulled volume, and the providers to compare.
 *
 * @param providers the second is compared with the first
 * @param isAssumed the number of files is an assumption
 * @param pullVolume volume of one pull; providers may read it in different parts
 * @param localVolume a network volume, shown for comparison
 */
public record CostEstimate(
        List<Provider> providers,
        long storedBytes,
        long storedFiles,
        boolean isAssumed,
        Function<Provider, TransferVolume> pullVolume,
        Provider localVolume) {

    MonthlyUsage monthlyUsage(Provider provider, long pulls) {
        TransferVolume volume = pullVolume.apply(provider);
        RequestEstimate estimate = new RequestEstimate(provider);
        return new MonthlyUsage(
                storedBytes,
                volume.bytes(),
                pulls,
                estimate.forListing(volume.files()).plus(estimate.forDownload(volume)));
    }

    Optional<MonthlyBill> bill(Provider provider, long pulls) {
        return MonthlyBill.of(provider.prices(), monthlyUsage(provider, pulls));
    }

    Optional<MonthlyBill> billWithoutFreeAllowance(Provider provider, long pulls) {
        return MonthlyBill.withoutFreeAllowance(provider.prices(), monthlyUsage(provider, pulls));
    }

    Provider firstProvider() {
        return providers.get(0);
    }

    Provider secondProvider() {
        return providers.get(1);
    }

    OptionalLong breakEvenPulls() {
        return BreakEven.pullsUntilCheaper(
                firstProvider().prices(),
                monthlyUsage(firstProvider(), 1),
                secondProvider().prices(),
                monthlyUsage(secondProvider(), 1));
    }
}
