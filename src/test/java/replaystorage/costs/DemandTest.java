package replaystorage.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import replaystorage.settings.Catalogue;
import replaystorage.settings.Prices.Kind;
import replaystorage.settings.Provider;

/** The figures are those of real runs. */
class DemandTest {
    private static final Catalogue CATALOGUE = Catalogue.packed();
    private static final long MIB = 1L << 20;

    private static Load small(int files, long folders) {
        return Load.of(Collections.nCopies(files, 1000L), folders, 5 * MIB);
    }

    private static Map<String, Long> billed(Requests requests, Provider provider) {
        return requests.billed(provider.prices()).entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().name(), Map.Entry::getValue));
    }

    @Test
    void a_file_of_300_mib_is_read_in_five_requests_and_sent_to_s3_in_62() {
        Load load = Load.of(List.of(300 * MIB), 1, 5 * MIB);

        assertThat(load.reads()).isEqualTo(5);
        assertThat(load.writes()).isEqualTo(62);
        assertThat(Load.even(2, 600 * MIB, 5 * MIB)).isEqualTo(new Load(2, 600 * MIB, 1, 10, 124));
    }

    @Test
    void a_small_file_is_read_in_one_request_and_sent_in_one() {
        assertThat(small(3, 1)).isEqualTo(new Load(3, 3000, 1, 3, 3));
    }

    @Test
    void backblaze_bills_each_rclone_s_sign_in_and_each_download() {
        Provider b2 = CATALOGUE.provider("b2");
        Demand demand = new Demand(b2);

        assertThat(billed(demand.down(small(49, 2)), b2)).isEqualTo(Map.of("B", 49L, "C", 4L));
        // Five rclones, and each signs in and lists.
        assertThat(billed(demand.down(small(1000, 2)), b2)).isEqualTo(Map.of("B", 1000L, "C", 20L));
        assertThat(billed(demand.up(small(50, 2)), b2)).isEqualTo(Map.of("A", 50L, "C", 4L));
        assertThat(billed(demand.copies(small(49, 1)), b2)).isEqualTo(Map.of("C", 52L));
    }

    @Test
    void cloudflare_looks_at_what_was_sent() {
        Provider r2 = CATALOGUE.provider("r2");

        assertThat(billed(new Demand(r2).up(small(50, 2)), r2)).isEqualTo(Map.of("A", 51L, "B", 50L));
        assertThat(billed(new Demand(r2).down(small(50, 2)), r2)).isEqualTo(Map.of("A", 2L, "B", 50L));
    }

    @Test
    void a_listing_has_a_thousand_objects_a_request() {
        Requests listing = new Demand(CATALOGUE.provider("s3")).listing(2001);

        assertThat(listing.counts()).containsEntry(Kind.LIST, 3L);
        assertThat(listing.asked()).isEqualTo(3);
    }

    @Test
    void nothing_to_do_needs_no_request() {
        Demand demand = new Demand(CATALOGUE.provider("b2"));

        assertThat(List.of(
                        demand.down(small(0, 0)),
                        demand.up(small(0, 0)),
                        demand.copies(small(0, 0)),
                        demand.deletions(0)))
                .containsOnly(Requests.NONE);
    }
}
