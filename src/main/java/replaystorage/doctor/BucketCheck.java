package replaystorage.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.PasteableCommand;
import replaystorage.jobs.BucketPermissionProbe;
import replaystorage.jobs.ReplayTransfers;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.settings.Settings;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;

/** Tests whether a bucket exists and what the key may do in it. */
public final class BucketCheck implements Check {
    private final Supplier<TransferContext> transferContext;
    private final BucketRole role;
    private final String pod;
    private final AtomicBoolean storageIsSilent;
    private final Set<Finding> reported;
    private Listing listing;

    /**
     * @param setup throws if there is none
     * @param silent shared by the checks of one storage: true if it left a query unanswered, so that the other checks do not wait again
     * @param reported findings of earlier checks
     */
    public BucketCheck(
            Supplier<TransferContext> setup, BucketRole role, String pod, AtomicBoolean silent, Set<Finding> reported) {
        this.transferContext = setup;
        this.role = role;
        this.pod = pod;
        this.storageIsSilent = silent;
        this.reported = reported;
    }

    /** Empty if the bucket could not be listed. */
    Optional<Listing> listing() {
        return Optional.ofNullable(listing);
    }

    @Override
    public List<Finding> run() {
        TransferContext open;
        try {
            open = transferContext.get();
        } catch (CliException e) {
            return List.of(
                    reported.contains(Finding.error(e))
                            ? Finding.skipped("not tested: no storage can be opened, see above")
                            : Finding.error(e));
        }
        if (role == BucketRole.ARTIFACTS
                && open.settings().isAnonymous()
                && open.settings().artifacts().isEmpty()) {
            return List.of(Finding.ok("no bucket is set, and none is needed to read a public one"));
        }
        Settings.Bucket bucket = role == BucketRole.REPLAYS
                ? open.settings().requireReplays()
                : open.settings().requireArtifacts();
        if (storageIsSilent.get()) {
            return List.of(Finding.skipped("not tested: the storage did not answer, see above"));
        }
        BucketPermissionProbe probe = new BucketPermissionProbe(open, bucket, pod);
        List<Finding> findings = new ArrayList<>();
        try {
            listing = role == BucketRole.REPLAYS
                    ? new ReplayTransfers(open).listReplays("")
                    : open.storage().listInBucket(open.bucketRoot(bucket), bucket, name -> true);
        } catch (CliException e) {
            storageIsSilent.set(e.status() == ExitStatus.TEMPORARY);
            if (!reported.add(withoutName(e, bucket))) {
                return List.of(Finding.skipped("not tested: the storage refuses it, see above"));
            }
            return List.of(
                    e.status() == ExitStatus.NOT_FOUND ? missingBucketFinding(probe, bucket, e) : Finding.error(e));
        }
        String may = "list";
        if (role == BucketRole.REPLAYS || open.settings().isAnonymous()) {
            may += tryReads(probe, findings);
        } else {
            may += tryWrites(probe, findings);
            findUnfinishedUploads(probe, findings);
            noteSharedBucket(open.settings(), findings);
        }
        probe.warningInLog()
                .ifPresent(remark -> findings.add(
                        Finding.warning(remark.getMessage(), remark.remedy().orElse(null))));
        findings.add(0, Finding.ok(open.bucketRoot(bucket) + ": " + contentSummary() + "; may " + may));
        return findings;
    }

    /** The same finding for either bucket, if the key or the storage is the cause. */
    private static Finding withoutName(CliException e, Settings.Bucket bucket) {
        return Finding.error(new CliException(e.status(), e.getMessage().replace(bucket.name(), "*")));
    }

    private String contentSummary() {
        Collection<FileVersion> files = listing.files().values();
        long bytes = files.stream()
                .mapToLong(FileVersion::size)
                .filter(size -> size > 0)
                .sum();
        return files.isEmpty() ? "empty" : HumanNumbers.files(files.size()) + ", " + HumanNumbers.bytes(bytes);
    }

    private String tryReads(BucketPermissionProbe probe, List<Finding> findings) {
        Optional<Map.Entry<String, FileVersion>> first = listing.files().entrySet().stream()
                .filter(file -> file.getValue().size() > 0)
                .findFirst();
        return first.isPresent()
                        && tryRight(() -> probe.readFirstByte(first.get().getKey()), findings)
                ? ", read"
                : "";
    }

    private String tryWrites(BucketPermissionProbe probe, List<Finding> findings) {
        if (!tryRight(probe::writeObject, findings)) {
            return tryReads(probe, findings);
        }
        String may = ", write";
        if (probe.hasMultipart()) {
            may += tryRight(probe::writeMultipart, findings) ? ", write in parts" : "";
        }
        may += tryRight(probe::readObject, findings) ? ", read" : "";
        try {
            probe.deleteObject();
            return may + ", delete";
        } catch (CliException e) {
            // A key that can't delete is fine for a pod; only `upload --delete` needs it.
            return may + ", not delete (" + probe.objectPath() + " stays)";
        }
    }

    private static boolean tryRight(Runnable trial, List<Finding> findings) {
        try {
            trial.run();
            return true;
        } catch (CliException e) {
            findings.add(Finding.error(e));
            return false;
        }
    }

    private static void findUnfinishedUploads(BucketPermissionProbe probe, List<Finding> findings) {
        try {
            probe.unfinishedUploads().ifPresent(found -> {
                if (found.oldUploads() > 0) {
                    findings.add(Finding.warning(
                            HumanNumbers.count(found.oldUploads(), "unfinished upload")
                                    + ", billed but not listed, left by commands that were killed or still run",
                            found.removeCommand()));
                }
                if (found.recentUploads() > 0) {
                    findings.add(Finding.ok(HumanNumbers.count(found.recentUploads(), "unfinished upload")
                            + " of the last 24 hours, by commands that run or were killed"));
                }
            });
        } catch (CliException e) {
            findings.add(Finding.skipped("can't look for unfinished uploads: " + e.getMessage()));
        }
    }

    private static void noteSharedBucket(Settings settings, List<Finding> findings) {
        if (settings.sharesOneBucket()) {
            findings.add(Finding.ok(
                    "the replays share this bucket: everything except checkpoints/, logs/, cache/ and snapshots/"));
        }
    }

    /** Suggests the nearest bucket if the key may list them. */
    private Finding missingBucketFinding(BucketPermissionProbe probe, Settings.Bucket bucket, CliException e) {
        try {
            List<String> there = probe.visibleBuckets();
            Optional<String> meant = DidYouMean.closest(bucket.name(), there);
            String names = there.isEmpty() ? "there are none" : "there are: " + String.join(", ", there);
            return new Finding(
                    Severity.ERROR,
                    e.getMessage() + "; " + names,
                    meant.map(name -> PasteableCommand.exportCommand(bucket.variable(), name))
                            .orElse(e.remedy().orElse(null)),
                    e.status());
        } catch (CliException refused) {
            return Finding.error(e);
        }
    }
}
