package replaystorage.costs;

import replaystorage.providers.Prices.RequestKind;
import replaystorage.providers.Provider;

/** Estimates the requests of a job at a provider, without retries. The counts come from real runs, see {@code CostsCommandIT}. */
public record RequestEstimate(Provider provider) {
    private static final long OBJECTS_PER_PAGE = 1000;

    /** Sign-in, and listing of the buckets. */
    private static final int SIGN_INS_PER_PROCESS = 2;

    public RequestCounts forListing(long objects) {
        return forStart(1).plus(RequestCounts.of(RequestKind.LIST, pages(objects)));
    }

    public RequestCounts forDownload(TransferVolume volume) {
        if (volume.files() == 0) {
            return RequestCounts.NONE;
        }
        return forProcesses(volume).plus(RequestCounts.of(RequestKind.DOWNLOAD, volume.readRequests()));
    }

    /** If the listing lacks the time, each file is looked up after its upload, now or in the next run. */
    public RequestCounts forUpload(TransferVolume volume) {
        if (volume.files() == 0) {
            return RequestCounts.NONE;
        }
        RequestCounts sent = RequestCounts.of(RequestKind.UPLOAD, volume.writeRequests());
        return needsHeadRequests()
                ? sent.plus(forStart(2))
                        .plus(RequestCounts.of(RequestKind.LIST, pages(volume.files())))
                        .plus(RequestCounts.of(RequestKind.LOOK, volume.files()))
                : sent.plus(forProcesses(volume));
    }

    /** If the listing lacks the time, rclone looks each file up twice. */
    public RequestCounts forServerSideCopy(TransferVolume volume) {
        if (volume.files() == 0) {
            return RequestCounts.NONE;
        }
        return forProcesses(volume)
                .plus(RequestCounts.of(RequestKind.COPY, volume.files()))
                .plus(RequestCounts.of(RequestKind.LOOK, needsHeadRequests() ? 2 * volume.files() : 0));
    }

    public RequestCounts forDeletion(long files) {
        return files == 0 ? RequestCounts.NONE : forListing(files).plus(RequestCounts.of(RequestKind.DELETE, files));
    }

    /** Each rclone process lists the folders of its files once more. */
    private RequestCounts forProcesses(TransferVolume volume) {
        int processes = provider.processesFor(volume.files());
        long folders = Math.max(volume.folders(), pages(volume.files()));
        return forStart(processes).plus(RequestCounts.of(RequestKind.LIST, processes * folders));
    }

    private static RequestCounts forStart(int processes) {
        return RequestCounts.of(RequestKind.SIGN_IN, (long) SIGN_INS_PER_PROCESS * processes);
    }

    private boolean needsHeadRequests() {
        return provider.comparisonMethod() == Provider.ComparisonMethod.RECORD;
    }

    private static long pages(long objects) {
        return Math.max(1, (objects + OBJECTS_PER_PAGE - 1) / OBJECTS_PER_PAGE);
    }
}
