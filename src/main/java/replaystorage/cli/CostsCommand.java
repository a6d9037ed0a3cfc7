package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.costs.CostEstimate;
import replaystorage.costs.CostEstimateJson;
import replaystorage.costs.CostEstimateTable;
import replaystorage.costs.TransferVolume;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.jobs.BucketPermissionProbe;
import replaystorage.jobs.StoredSizes;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;
import replaystorage.session.option.CountConverter;
import replaystorage.session.option.SizeConverter;
import replaystorage.settings.Settings;
import replaystorage.userconfig.UserConfig;

@Command(
        name = "costs",
        description = {
            "Show what the data in both buckets costs per month at each provider: storage, requests and egress.",
            "One pull is what a new pod downloads: the replays and the checkpoints. With --size the storage is not asked."
        },
        footer = {
            "",
            "Examples:  replay-storage costs --size 10GB --pulls-per-month 30",
            "           replay-storage costs --json"
        })
final class CostsCommand extends StorageCommand {
    /** Size of a typical replay. */
    private static final long TYPICAL_FILE_SIZE = 3_000_000;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "Calculate for this much data (10GB, 1.5TB) instead of the buckets' content; a pull is all of it.")
    private Long size;

    @Option(
            names = "--files",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "With --size: number of files (default: files of 3 MB each).")
    private Long files;

    @Option(
            names = "--pulls-per-month",
            paramLabel = "N",
            defaultValue = "30",
            converter = CountConverter.class,
            description = "Number of pulls per month (default: 30).")
    private long pulls;

    @Option(names = "--json", description = "Print one JSON object, with sums that are not rounded.")
    private boolean json;

    CostsCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        if (files != null && (size == null || files == 0)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    files == 0
                            ? "--files must be at least 1"
                            : "--files needs --size: the files in the buckets are counted",
                    "replay-storage costs --size 10GB --files 1000");
        }
        CostEstimate estimate = size == null
                ? estimateFromBuckets(session, StoredSizes.list(session.transferContext()))
                : estimateFromOptions(session);
        if (json) {
            session.printResult(new CostEstimateJson(estimate, pulls).toJson());
        } else {
            new CostEstimateTable(estimate, pulls, session.terminal().width().getAsInt())
                    .lines()
                    .forEach(session::printResult);
        }
        if (size == null) {
            noteUnfinishedUploads(session);
        }
        return ExitStatus.OK;
    }

    /** A key that may not list unfinished uploads gets no message: the costs are known without them. */
    private static void noteUnfinishedUploads(CommandSession session) {
        for (Settings.Bucket bucket : session.transferContext().settings().buckets()) {
            try {
                new BucketPermissionProbe(session.transferContext(), bucket, "")
                        .unfinishedUploads()
                        .filter(found -> found.oldUploads() > 0)
                        .ifPresent(found -> session.warn(HumanNumbers.count(found.oldUploads(), "unfinished upload")
                                + " in " + bucket.name() + ", which the provider bills too; not included here\nTry: "
                                + found.removeCommand()));
            } catch (CliException e) {
                session.note(e.getMessage());
            }
        }
    }

    private CostEstimate estimateFromOptions(CommandSession session) {
        long count = files != null ? files : Math.max(1, Math.round((double) size / TYPICAL_FILE_SIZE));
        return new CostEstimate(
                priced(session.userConfig()),
                size,
                count,
                files == null,
                provider -> TransferVolume.ofEqualSizes(count, size, uploadPartSize(provider)),
                localVolume(session.userConfig()));
    }

    private static CostEstimate estimateFromBuckets(CommandSession session, StoredSizes held) {
        return new CostEstimate(
                priced(session.userConfig()),
                held.storedSizes().stream().mapToLong(Long::longValue).sum(),
                held.storedSizes().size(),
                false,
                provider -> TransferVolume.of(held.pulledSizes(), held.pulledFolders(), uploadPartSize(provider)),
                localVolume(session.userConfig()));
    }

    private static long uploadPartSize(Provider provider) {
        return provider.prices().uploadPartSize();
    }

    private static Provider localVolume(UserConfig userConfig) {
        return ProviderCatalogue.bundled(userConfig).all().stream()
                .filter(provider -> provider.buckets().kind() == Provider.BucketKind.PATH)
                .findFirst()
                .orElseThrow();
    }

    /** Providers with a price list; a private server or disk has none. */
    private static List<Provider> priced(UserConfig userConfig) {
        return ProviderCatalogue.bundled(userConfig).all().stream()
                .filter(provider -> provider.prices().isSold())
                .toList();
    }
}
