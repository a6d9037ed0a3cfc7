package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.costs.Load;
import replaystorage.progress.Figures;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Preferences;
import replaystorage.settings.Provider;
import replaystorage.settings.Settings;
import replaystorage.transfer.Holdings;
import replaystorage.transfer.Probe;

/** What the stored data costs. */
@Command(
        name = "costs",
        description = {
            "Show what the data in both buckets costs a month with each provider: storage, requests, egress.",
            "A pull brings what a new pod brings: the replays and the checkpoints. With --size nothing is asked."
        },
        footer = {
            "",
            "Examples:  replay-storage costs --size 10GB --pulls-per-month 30",
            "           replay-storage costs --json"
        })
final class CostsCommand extends SessionCommand {
    /** What a replay of a usual game takes. */
    private static final long USUAL_SIZE = 3_000_000;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Of so much (10GB, 1.5TB) instead of what the buckets hold; all of it is pulled.")
    private Long size;

    @Option(
            names = "--files",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "With --size: in so many files (default: of 3 MB each).")
    private Long files;

    @Option(
            names = "--pulls-per-month",
            paramLabel = "N",
            defaultValue = "30",
            converter = CountConverter.class,
            description = "How often all of it is pulled (default: 30).")
    private long pulls;

    @Option(names = "--json", description = "As one JSON object, not rounded.")
    private boolean json;

    CostsCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        if (files != null && (size == null || files == 0)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    files == 0
                            ? "--files must be 1 at least"
                            : "--files needs --size: the files in the buckets are counted",
                    "replay-storage costs --size 10GB --files 1000");
        }
        Estimate estimate = size == null ? held(session, Holdings.of(session.setup())) : assumed(session);
        if (json) {
            session.result(new CostsJson(estimate, pulls).text());
        } else {
            new CostsTable(estimate, pulls, session.talk().columns()).lines().forEach(session::result);
        }
        if (size == null) {
            tellUnfinished(session);
        }
        return ExitStatus.OK;
    }

    /** A key that may not look for them is told nothing: the costs are known without. */
    private static void tellUnfinished(Session session) {
        for (Settings.Bucket bucket : session.setup().settings().buckets()) {
            try {
                new Probe(session.setup(), bucket, "")
                        .unfinished()
                        .filter(found -> found.old() > 0)
                        .ifPresent(found -> session.warn(Figures.count(found.old(), "unfinished upload") + " in "
                                + bucket.name() + ", billed too and not counted here\nTry: " + found.remedy()));
            } catch (CliException e) {
                session.note(e.getMessage());
            }
        }
    }

    private Estimate assumed(Session session) {
        long count = files != null ? files : Math.max(1, Math.round((double) size / USUAL_SIZE));
        return new Estimate(
                priced(session.preferences()),
                size,
                count,
                files == null,
                provider -> Load.even(count, size, part(provider)),
                volume(session.preferences()));
    }

    private static Estimate held(Session session, Holdings held) {
        return new Estimate(
                priced(session.preferences()),
                held.stored().stream().mapToLong(Long::longValue).sum(),
                held.stored().size(),
                false,
                provider -> Load.of(held.pulled(), held.folders(), part(provider)),
                volume(session.preferences()));
    }

    private static long part(Provider provider) {
        return provider.prices().uploadPart();
    }

    private static Provider volume(Preferences preferences) {
        return Catalogue.packed(preferences).all().stream()
                .filter(provider -> provider.bucketKind() == Provider.BucketKind.PATH)
                .findFirst()
                .orElseThrow();
    }

    /** Those that have a price list; a server or a disk of one's own has none. */
    private static List<Provider> priced(Preferences preferences) {
        return Catalogue.packed(preferences).all().stream()
                .filter(provider -> provider.prices().isList())
                .toList();
    }
}
