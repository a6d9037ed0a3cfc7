package replaystorage.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import replaystorage.progress.Figures;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Nearest;
import replaystorage.settings.Provider.Role;
import replaystorage.settings.Settings;
import replaystorage.settings.ShellLine;
import replaystorage.transfer.Listing;
import replaystorage.transfer.Probe;
import replaystorage.transfer.Replays;
import replaystorage.transfer.Setup;
import replaystorage.transfer.Stamp;

/** Tries a bucket: whether it is there, and what the key may do with it. */
public final class BucketCheck implements Check {
    private final Supplier<Setup> setup;
    private final Role role;
    private final String pod;
    private final AtomicBoolean silent;
    private final Set<String> told;
    private Listing listing;

    /**
     * @param setup throws where there is none
     * @param silent shared by the checks of one storage: whether it left a question without an answer, and is not to be waited for again
     * @param told what was found before
     */
    public BucketCheck(Supplier<Setup> setup, Role role, String pod, AtomicBoolean silent, Set<String> told) {
        this.setup = setup;
        this.role = role;
        this.pod = pod;
        this.silent = silent;
        this.told = told;
    }

    /** What is in it; empty where it could not be listed. */
    Optional<Listing> listing() {
        return Optional.ofNullable(listing);
    }

    @Override
    public List<Finding> look() {
        Setup open;
        try {
            open = setup.get();
        } catch (CliException e) {
            return List.of(
                    told.contains(e.getMessage())
                            ? Finding.skipped("not tried: there is no storage to ask, see above")
                            : Finding.error(e));
        }
        if (role == Role.ARTIFACTS
                && open.settings().isAnonymous()
                && open.settings().artifacts().isEmpty()) {
            return List.of(Finding.ok("no bucket is named, and none is needed to read a public one"));
        }
        Settings.Bucket bucket = role == Role.REPLAYS
                ? open.settings().replaysOrFail()
                : open.settings().artifactsOrFail();
        if (silent.get()) {
            return List.of(Finding.skipped("not tried: the storage gave no answer, see above"));
        }
        Probe probe = new Probe(open, bucket, pod);
        List<Finding> findings = new ArrayList<>();
        try {
            listing = role == Role.REPLAYS
                    ? new Replays(open).list("")
                    : open.storage().listInBucket(open.bucket(bucket), bucket, name -> true);
        } catch (CliException e) {
            silent.set(e.status() == ExitStatus.TEMPORARY);
            if (!told.add(cause(e, bucket))) {
                return List.of(Finding.skipped("not tried: the storage refuses it for the reason above"));
            }
            return List.of(e.status() == ExitStatus.NOT_FOUND ? misspelt(probe, bucket, e) : Finding.error(e));
        }
        String may = "list";
        if (role == Role.REPLAYS || open.settings().isAnonymous()) {
            may += reads(probe, findings);
        } else {
            may += writes(probe, findings);
            unfinished(probe, findings);
            oneBucket(open.settings(), findings);
        }
        probe.remark()
                .ifPresent(remark -> findings.add(
                        Finding.warning(remark.getMessage(), remark.hint().orElse(null))));
        findings.add(0, Finding.ok(open.bucket(bucket) + ": " + content() + "; may " + may));
        return findings;
    }

    /** The same for either bucket, where the key or the storage is the cause. */
    private static String cause(CliException e, Settings.Bucket bucket) {
        return e.status() + e.getMessage().replace(bucket.name(), "*");
    }

    private String content() {
        Collection<Stamp> files = listing.files().values();
        long bytes =
                files.stream().mapToLong(Stamp::size).filter(size -> size > 0).sum();
        return files.isEmpty() ? "empty" : Figures.count(files.size(), "file") + ", " + Figures.bytes(bytes);
    }

    private String reads(Probe probe, List<Finding> findings) {
        Optional<Map.Entry<String, Stamp>> first = listing.files().entrySet().stream()
                .filter(file -> file.getValue().size() > 0)
                .findFirst();
        return first.isPresent() && may(() -> probe.readFirstByte(first.get().getKey()), findings) ? ", read" : "";
    }

    private String writes(Probe probe, List<Finding> findings) {
        if (!may(probe::write, findings)) {
            return reads(probe, findings);
        }
        String may = ", write";
        if (probe.isInParts()) {
            may += may(probe::writeInParts, findings) ? ", write in parts" : "";
        }
        may += may(probe::read, findings) ? ", read" : "";
        try {
            probe.delete();
            return may + ", delete";
        } catch (CliException e) {
            // A key that can't delete is a good one for a pod; all but `upload --delete` works.
            return may + ", not delete (" + probe.object() + " stays)";
        }
    }

    private static boolean may(Runnable trial, List<Finding> findings) {
        try {
            trial.run();
            return true;
        } catch (CliException e) {
            findings.add(Finding.error(e));
            return false;
        }
    }

    private static void unfinished(Probe probe, List<Finding> findings) {
        try {
            probe.unfinished().ifPresent(found -> {
                if (found.old() > 0) {
                    findings.add(Finding.warning(
                            Figures.count(found.old(), "unfinished upload")
                                    + ", billed and shown by no listing, of commands that were killed or still run",
                            found.remedy()));
                }
                if (found.young() > 0) {
                    findings.add(Finding.ok(Figures.count(found.young(), "unfinished upload")
                            + " of the last 24 hours: of a command that runs, or was killed"));
                }
            });
        } catch (CliException e) {
            findings.add(Finding.skipped("unfinished uploads can't be looked for: " + e.getMessage()));
        }
    }

    private static void oneBucket(Settings settings, List<Finding> findings) {
        if (settings.oneBucket()) {
            findings.add(
                    Finding.ok("the replays share this bucket: all but checkpoints/, logs/, cache/ and snapshots/"));
        }
    }

    /** With the name that was probably meant, where the key may see the others. */
    private Finding misspelt(Probe probe, Settings.Bucket bucket, CliException e) {
        try {
            List<String> there = probe.buckets();
            Optional<String> meant = Nearest.of(bucket.name(), there);
            String names = there.isEmpty() ? "there are none" : "there are: " + String.join(", ", there);
            return new Finding(
                    Level.ERROR,
                    e.getMessage() + "; " + names,
                    meant.map(name -> ShellLine.export(bucket.variable(), name))
                            .orElse(e.hint().orElse(null)),
                    e.status());
        } catch (CliException refused) {
            return Finding.error(e);
        }
    }
}
