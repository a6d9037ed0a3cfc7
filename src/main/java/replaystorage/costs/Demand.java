package replaystorage.costs;

import replaystorage.settings.Prices.Kind;
import replaystorage.settings.Provider;

/**
 * About how many requests a job needs at a provider, if nothing has to be tried again. The counts were taken from real runs: see
 * {@code CostsIT}.
 */
public record Demand(Provider provider) {
    private static final long A_PAGE = 1000;

    /** Who it is, and which buckets there are. */
    private static final int SIGN_IN = 2;

    /** A listing of so many objects. */
    public Requests listing(long objects) {
        return start(1).and(Requests.of(Kind.LIST, pages(objects)));
    }

    /** The files come down. */
    public Requests down(Load load) {
        if (load.files() == 0) {
            return Requests.NONE;
        }
        return copying(load).and(Requests.of(Kind.DOWNLOAD, load.reads()));
    }

    /** The files go up; where the listing lacks the time, each is looked at once they are there, now or in the next run. */
    public Requests up(Load load) {
        if (load.files() == 0) {
            return Requests.NONE;
        }
        Requests sent = Requests.of(Kind.UPLOAD, load.writes());
        return isRecorded()
                ? sent.and(start(2))
                        .and(Requests.of(Kind.LIST, pages(load.files())))
                        .and(Requests.of(Kind.LOOK, load.files()))
                : sent.and(copying(load));
    }

    /** The storage copies the files itself; where the listing lacks the time, rclone looks at each twice. */
    public Requests copies(Load load) {
        if (load.files() == 0) {
            return Requests.NONE;
        }
        return copying(load)
                .and(Requests.of(Kind.COPY, load.files()))
                .and(Requests.of(Kind.LOOK, isRecorded() ? 2 * load.files() : 0));
    }

    /** So many files are deleted. */
    public Requests deletions(long files) {
        return files == 0 ? Requests.NONE : listing(files).and(Requests.of(Kind.DELETE, files));
    }

    /** Each rclone lists the folders of its files once more. */
    private Requests copying(Load load) {
        int processes = provider.processesFor(load.files());
        long folders = Math.max(load.folders(), pages(load.files()));
        return start(processes).and(Requests.of(Kind.LIST, processes * folders));
    }

    private static Requests start(int processes) {
        return Requests.of(Kind.SIGN_IN, (long) SIGN_IN * processes);
    }

    private boolean isRecorded() {
        return provider.compare() == Provider.Compare.RECORD;
    }

    private static long pages(long objects) {
        return Math.max(1, (objects + A_PAGE - 1) / A_PAGE);
    }
}
