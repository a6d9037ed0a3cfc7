package replaystorage.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import replaystorage.costs.Bill;
import replaystorage.costs.BreakEven;
import replaystorage.costs.Demand;
import replaystorage.costs.Load;
import replaystorage.costs.Month;
import replaystorage.settings.Provider;

/**
 * What is stored and pulled, and the providers whose prices are asked for.
 *
 * @param providers in their order; the second is compared with the first
 * @param assumed the number of files is our own guess
 * @param pull what one pull brings; a provider may read it in other parts
 * @param volume a network volume, which is shown beside them
 */
record Estimate(
        List<Provider> providers,
        long stored,
        long files,
        boolean assumed,
        Function<Provider, Load> pull,
        Provider volume) {

    Month month(Provider provider, long pulls) {
        Load load = pull.apply(provider);
        Demand demand = new Demand(provider);
        return new Month(
                stored, load.bytes(), pulls, demand.listing(load.files()).and(demand.down(load)));
    }

    Optional<Bill> bill(Provider provider, long pulls) {
        return Bill.of(provider.prices(), month(provider, pulls));
    }

    Optional<Bill> gross(Provider provider, long pulls) {
        return Bill.gross(provider.prices(), month(provider, pulls));
    }

    Provider first() {
        return providers.get(0);
    }

    Provider second() {
        return providers.get(1);
    }

    /** From how many pulls a month on the second is cheaper than the first. */
    OptionalLong breakEven() {
        return BreakEven.of(first().prices(), month(first(), 1), second().prices(), month(second(), 1));
    }
}
