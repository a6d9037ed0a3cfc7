package replaystorage.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.providers.Prices;
import replaystorage.providers.Prices.RequestKind;
import replaystorage.providers.ProviderCatalogue;

class MonthlyBillTest {
    private static final ProviderCatalogue CATALOGUE = ProviderCatalogue.bundled();
    private static final long GB = 1_000_000_000;

    private static Prices prices(String provider) {
        return CATALOGUE.provider(provider).prices();
    }

    private static MonthlyUsage month(long gigabytes, long pulls) {
        return new MonthlyUsage(gigabytes * GB, gigabytes * GB, pulls, RequestCounts.NONE);
    }

    private static MonthlyBill bill(String provider, MonthlyUsage usage) {
        return MonthlyBill.of(prices(provider), usage).orElseThrow();
    }

    @Test
    void ten_gigabytes_cost_3_dollars_for_30_pulls_before_free_egress() {
        Prices b2 = prices("b2");

        assertThat(MonthlyBill.withoutFreeAllowance(b2, month(10, 0))
                        .orElseThrow()
                        .storage())
                .isEqualByComparingTo("0.06");
        assertThat(MonthlyBill.withoutFreeAllowance(b2, month(10, 1))
                        .orElseThrow()
                        .egress())
                .isEqualByComparingTo("0.10");
        assertThat(MonthlyBill.withoutFreeAllowance(b2, month(10, 30))
                        .orElseThrow()
                        .egress())
                .isEqualByComparingTo("3.00");
    }

    @ParameterizedTest
    @CsvSource({
        // Backblaze: 10 GB of storage are free, and egress of three times what is stored.
        "b2, 10, 3, 0, 0",
        "b2, 10, 4, 0, 0.10",
        "b2, 10, 30, 0, 2.70",
        "b2, 11, 0, 0.006, 0",
        "b2, 1000, 4, 5.94, 10",
        // Cloudflare: 10 GB are free, each further one is billed whole, and nothing that leaves.
        "r2, 10, 1000, 0, 0",
        "r2, 1000, 30, 14.85, 0",
        // AWS: nothing stored is free, 100 GB of egress are.
        "s3, 10, 10, 0.23, 0",
        "s3, 10, 11, 0.23, 0.90",
        // Google: by plans.
        "gdrive, 15, 30, 0, 0",
        "gdrive, 16, 30, 1.99, 0",
        "gdrive, 100, 30, 1.99, 0",
        "gdrive, 101, 30, 2.99, 0",
    })
    void deducts_free_storage_and_egress(
            String provider, long gigabytes, long pulls, BigDecimal storage, BigDecimal egress) {
        MonthlyBill bill = bill(provider, month(gigabytes, pulls));

        assertThat(bill.storage()).isEqualByComparingTo(storage);
        assertThat(bill.egress()).isEqualByComparingTo(egress);
        assertThat(bill.total()).isEqualByComparingTo(storage.add(egress));
    }

    @Test
    void only_cloudflare_rounds_up_to_whole_gigabytes() {
        MonthlyUsage usage = new MonthlyUsage(10 * GB + 1, 0, 0, RequestCounts.NONE);

        assertThat(bill("r2", usage).storage()).isEqualByComparingTo("0.015");
        assertThat(bill("b2", usage).storage()).isEqualByComparingTo("0.000000000006");
    }

    @Test
    void no_bill_if_the_storage_exceeds_the_largest_plan() {
        assertThat(MonthlyBill.of(prices("gdrive"), month(5001, 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // 2,500 downloads a day are free, on the days on which there are any.
        "DOWNLOAD, 2500, 30, 0",
        "DOWNLOAD, 2501, 30, 0.000012",
        "DOWNLOAD, 75000, 1, 0.029",
        "DOWNLOAD, 2500, 60, 0.03",
        "LIST, 2600, 1, 0.0004",
        "UPLOAD, 1000000, 30, 0",
    })
    void backblaze_daily_free_requests_count_only_on_days_with_pulls(
            RequestKind kind, long requests, long pulls, BigDecimal dollars) {
        MonthlyUsage usage = new MonthlyUsage(0, 0, pulls, RequestCounts.of(kind, requests));

        assertThat(bill("b2", usage).requests()).isEqualByComparingTo(dollars);
    }

    @Test
    void cloudflare_rounds_up_to_whole_millions_of_requests() {
        MonthlyUsage free = new MonthlyUsage(0, 0, 1, RequestCounts.of(RequestKind.UPLOAD, 1_000_000));
        MonthlyUsage begun = new MonthlyUsage(0, 0, 1, RequestCounts.of(RequestKind.UPLOAD, 1_000_001));

        assertThat(bill("r2", free).requests()).isEqualByComparingTo("0");
        assertThat(bill("r2", begun).requests()).isEqualByComparingTo("4.50");
    }

    @Test
    void deletions_without_a_request_class_are_free() {
        assertThat(RequestCounts.of(RequestKind.DELETE, 10).byRequestClass(prices("s3")))
                .isEmpty();
        assertThat(RequestCounts.of(RequestKind.DELETE, 10)
                        .byRequestClass(prices("b2"))
                        .values())
                .containsExactly(10L);
    }

    @ParameterizedTest
    @CsvSource({"10, 4", "100, 4", "1000, 4"})
    void cloudflare_is_cheaper_than_backblaze_above_the_free_egress(long gigabytes, long pulls) {
        MonthlyUsage usage = month(gigabytes, 1);

        assertThat(BreakEven.pullsUntilCheaper(prices("b2"), usage, prices("r2"), usage))
                .isEqualTo(OptionalLong.of(pulls));
        assertThat(bill("r2", month(gigabytes, pulls)).total())
                .isLessThan(bill("b2", month(gigabytes, pulls)).total());
        assertThat(bill("r2", month(gigabytes, pulls - 1)).total())
                .isGreaterThanOrEqualTo(bill("b2", month(gigabytes, pulls - 1)).total());
    }

    @Test
    void aws_never_becomes_cheaper_than_cloudflare() {
        assertThat(BreakEven.pullsUntilCheaper(prices("r2"), month(10, 1), prices("s3"), month(10, 1)))
                .isEmpty();
    }

    @Test
    void each_request_kind_is_in_at_most_one_class_per_provider() {
        CATALOGUE.all().forEach(provider -> {
            Map<RequestKind, Long> one = new EnumMap<>(RequestKind.class);
            provider.prices()
                    .requestClasses()
                    .forEach(each -> each.kinds().forEach(kind -> one.merge(kind, 1L, Long::sum)));
            assertThat(one.values()).as(provider.name()).allMatch(count -> count == 1);
        });
    }
}
