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
    void the_guide_s_ten_gigabytes_cost_three_dollars_for_thirty_pulls_before_the_free_egress() {
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
    void takes_off_what_is_free(String provider, long gigabytes, long pulls, BigDecimal storage, BigDecimal egress) {
        MonthlyBill bill = bill(provider, month(gigabytes, pulls));

        assertThat(bill.storage()).isEqualByComparingTo(storage);
        assertThat(bill.egress()).isEqualByComparingTo(egress);
        assertThat(bill.total()).isEqualByComparingTo(storage.add(egress));
    }

    @Test
    void a_begun_gigabyte_is_billed_whole_by_cloudflare_alone() {
        MonthlyUsage usage = new MonthlyUsage(10 * GB + 1, 0, 0, RequestCounts.NONE);

        assertThat(bill("r2", usage).storage()).isEqualByComparingTo("0.015");
        assertThat(bill("b2", usage).storage()).isEqualByComparingTo("0.000000000006");
    }

    @Test
    void more_than_the_largest_plan_can_t_be_stored() {
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
    void what_is_free_a_day_at_backblaze_does_not_add_up_over_days_without_a_pull(
            RequestKind kind, long requests, long pulls, BigDecimal dollars) {
        MonthlyUsage usage = new MonthlyUsage(0, 0, pulls, RequestCounts.of(kind, requests));

        assertThat(bill("b2", usage).requests()).isEqualByComparingTo(dollars);
    }

    @Test
    void a_begun_million_of_requests_is_billed_whole_by_cloudflare() {
        MonthlyUsage free = new MonthlyUsage(0, 0, 1, RequestCounts.of(RequestKind.UPLOAD, 1_000_000));
        MonthlyUsage begun = new MonthlyUsage(0, 0, 1, RequestCounts.of(RequestKind.UPLOAD, 1_000_001));

        assertThat(bill("r2", free).requests()).isEqualByComparingTo("0");
        assertThat(bill("r2", begun).requests()).isEqualByComparingTo("4.50");
    }

    @Test
    void deletions_cost_nothing_where_they_are_in_no_class() {
        assertThat(RequestCounts.of(RequestKind.DELETE, 10).byRequestClass(prices("s3")))
                .isEmpty();
        assertThat(RequestCounts.of(RequestKind.DELETE, 10)
                        .byRequestClass(prices("b2"))
                        .values())
                .containsExactly(10L);
    }

    @ParameterizedTest
    @CsvSource({"10, 4", "100, 4", "1000, 4"})
    void cloudflare_is_cheaper_than_backblaze_once_more_is_pulled_than_is_free(long gigabytes, long pulls) {
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
    void names_every_kind_of_request_at_most_once_for_each_provider() {
        CATALOGUE.all().forEach(provider -> {
            Map<RequestKind, Long> one = new EnumMap<>(RequestKind.class);
            provider.prices()
                    .requestClasses()
                    .forEach(each -> each.kinds().forEach(kind -> one.merge(kind, 1L, Long::sum)));
            assertThat(one.values()).as(provider.name()).allMatch(count -> count == 1);
        });
    }
}
