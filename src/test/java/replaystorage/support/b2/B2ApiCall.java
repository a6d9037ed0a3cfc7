package replaystorage.support.b2;

import java.util.Set;

/**
 * A request, for rules of a test.
 *
 * @param name such as b2_upload_file; b2_download_file_by_name or _by_id for a download or its HEAD
 * @param version of the API, 0 for a download by name
 * @param file name of the file, or empty
 */
public record B2ApiCall(String name, int version, String file) {
    private static final Set<String> FREE = Set.of(
            "b2_cancel_large_file",
            "b2_delete_bucket",
            "b2_delete_file_version",
            "b2_delete_key",
            "b2_finish_large_file",
            "b2_get_upload_part_url",
            "b2_get_upload_url",
            "b2_hide_file",
            "b2_start_large_file",
            "b2_upload_file",
            "b2_upload_part");
    private static final Set<String> DOWNLOADS =
            Set.of("b2_download_file_by_id", "b2_download_file_by_name", "b2_get_file_info");

    /** Backblaze's billing class: A is free, B for downloads, C for all else. */
    public char billed() {
        return FREE.contains(name) ? 'A' : DOWNLOADS.contains(name) ? 'B' : 'C';
    }
}
