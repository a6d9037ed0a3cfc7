package replaystorage.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import replaystorage.providers.Prices.RequestKind;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;

/** Figures of real runs. */
class RequestEstimateTest {
    private static final ProviderCatalogue CATALOGUE = ProviderCatalogue.bundled();
    private static final long MIB = 1L << 20;

    private static TransferVolume small(int files, long folders) {
        return TransferVolume.of(Collections.nCopies(files, 1000L), folders, 5 * MIB);
    }

    private static Map<String, Long> billed(RequestCounts requests, Provider provider) {
        return requests.byRequestClass(provider.prices()).entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().name(), Map.Entry::getValue));
    }

    @Test
    void file_of_300_mib_takes_5_reads_and_62_writes_on_s3() {
        TransferVolume volume = TransferVolume.of(List.of(300 * MIB), 1, 5 * MIB);

        assertThat(volume.readRequests()).isEqualTo(5);
        assertThat(volume.writeRequests()).isEqualTo(62);
        assertThat(TransferVolume.ofEqualSizes(2, 600 * MIB, 5 * MIB))
                .isEqualTo(new TransferVolume(2, 600 * MIB, 1, 10, 124));
    }

    @Test
    void small_file_takes_one_read_and_one_write() {
        assertThat(small(3, 1)).isEqualTo(new TransferVolume(3, 3000, 1, 3, 3));
    }

    @Test
    void backblaze_bills_sign_ins_of_each_rclone_and_downloads() {
        Provider b2 = CATALOGUE.provider("b2");
        RequestEstimate estimate = new RequestEstimate(b2);

        assertThat(billed(estimate.forDownload(small(49, 2)), b2)).isEqualTo(Map.of("B", 49L, "C", 4L));
        // Five rclones, each with a sign-in and a listing.
        assertThat(billed(estimate.forDownload(small(1000, 2)), b2)).isEqualTo(Map.of("B", 1000L, "C", 20L));
        assertThat(billed(estimate.forUpload(small(50, 2)), b2)).isEqualTo(Map.of("A", 50L, "C", 4L));
        assertThat(billed(estimate.forServerSideCopy(small(49, 1)), b2)).isEqualTo(Map.of("C", 52L));
    }

    @Test
    void upload_to_cloudflare_costs_a_lookup_per_file() {
        Provider r2 = CATALOGUE.provider("r2");

        assertThat(billed(new RequestEstimate(r2).forUpload(small(50, 2)), r2)).isEqualTo(Map.of("A", 51L, "B", 50L));
        assertThat(billed(new RequestEstimate(r2).forDownload(small(50, 2)), r2))
                .isEqualTo(Map.of("A", 2L, "B", 50L));
    }

    @Test
    void listing_takes_one_request_per_1000_objects() {
        RequestCounts listing = new RequestEstimate(CATALOGUE.provider("s3")).forListing(2001);

        assertThat(listing.counts()).containsEntry(RequestKind.LIST, 3L);
        assertThat(listing.billableRequests()).isEqualTo(3);
    }

    @Test
    void empty_transfer_needs_no_request() {
        RequestEstimate estimate = new RequestEstimate(CATALOGUE.provider("b2"));

        assertThat(List.of(
                        estimate.forDownload(small(0, 0)),
                        estimate.forUpload(small(0, 0)),
                        estimate.forServerSideCopy(small(0, 0)),
                        estimate.forDeletion(0)))
                .containsOnly(RequestCounts.NONE);
    }
}
