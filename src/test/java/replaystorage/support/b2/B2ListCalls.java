package replaystorage.support.b2;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Paged listings of a bucket. */
final class B2ListCalls {
    private static final int USUAL = 100;
    private static final int MOST = 10_000;

    private final FakeB2Account account;

    B2ListCalls(FakeB2Account account) {
        this.account = account;
    }

    /** Current files, without hidden ones, old versions and unfinished files. */
    Map<String, Object> names(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = listed(request, key);
        List<B2FileVersion> current = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (B2FileVersion version : bucket.from(request.text("startFileName", ""))) {
            if (!version.action().equals("start") && seen.add(version.name()) && version.isUpload()) {
                current.add(version);
            }
        }
        Map<String, Object> page = page(request, current);
        page.remove("nextFileId");
        return page;
    }

    /** All versions, hide markers and unfinished large files. */
    Map<String, Object> versions(B2HttpRequest request, B2ApplicationKey key) {
        String startName = request.text("startFileName", "");
        String startId = request.text("startFileId", null);
        List<B2FileVersion> versions = new ArrayList<>(listed(request, key).from(startName));
        if (startId != null) {
            Predicate<B2FileVersion> before =
                    version -> version.name().equals(startName) && !version.id().equals(startId);
            while (!versions.isEmpty() && before.test(versions.get(0))) {
                versions.remove(0);
            }
        }
        return page(request, versions);
    }

    private FakeB2Bucket listed(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        key.require("listFiles", bucket.id(), request.text("prefix", ""));
        return bucket;
    }

    private static Map<String, Object> page(B2HttpRequest request, List<B2FileVersion> versions) {
        int most = request.number("maxFileCount", USUAL);
        if (most < 1 || most > MOST) {
            throw B2ErrorResponse.of(400, "out_of_range", "maxFileCount out of range: " + most);
        }
        String prefix = request.text("prefix", "");
        String delimiter = request.text("delimiter", "");
        List<Map<String, Object>> page = new ArrayList<>();
        String folder = null;
        for (B2FileVersion version : versions) {
            String name = version.name();
            boolean inLastFolder = folder != null && name.startsWith(folder);
            if (inLastFolder || !name.startsWith(prefix)) {
                continue;
            }
            int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
            folder = end < 0 ? null : name.substring(0, end + delimiter.length());
            if (page.size() == most) {
                return SimpleJson.of(
                        "files",
                        page,
                        "nextFileName",
                        folder == null ? name : folder,
                        "nextFileId",
                        folder == null ? version.id() : null);
            }
            page.add(folder == null ? version.json() : B2FileVersion.folder(folder));
        }
        return SimpleJson.of("files", page, "nextFileName", null, "nextFileId", null);
    }
}
