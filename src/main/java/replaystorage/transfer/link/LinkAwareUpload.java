package replaystorage.transfer.link;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LinkTargets;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.AliasCopy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.Route;

/**
 * Uploads a folder with links: files behind a link into the folder are uploaded once, under their own name, and copied
 * from there by the storage; outdated objects of changed links are deleted last.
 */
public final class LinkAwareUpload {
    /** Files whose name differs from their target's need one rclone each; more of them are uploaded. */
    private static final int MAX_SINGLE_COPIES = 8;

    private final TransferContext context;
    private final Plan plan;
    private final LocalTree tree;
    private final Set<String> keptObjects;

    public LinkAwareUpload(TransferContext context, Plan plan, LocalTree tree) {
        this(context, plan, tree, new HashSet<>());
    }

    /** @param left outdated objects that stay; this upload adds its own */
    LinkAwareUpload(TransferContext context, Plan plan, LocalTree tree, Set<String> left) {
        this.keptObjects = left;
        this.context = context;
        this.plan = plan;
        this.tree = tree;
    }

    /** @param onServer files that the server has copied; they are only verified and recorded */
    public TransferOutcome run(SyncRecord record, Set<String> onServer) {
        LinkTargets links = tree.linkTargets();
        if (links.isEmpty()) {
            return context.createUpload(plan).run(record, onServer);
        }
        AliasCopy.AliasSplit split = AliasCopy.split(plan, links, file -> isRecordedAsSent(record, file));
        List<AliasCopy> aliases = split.aliases().stream()
                .filter(alias -> !onServer.contains(alias.name()))
                .toList();
        Set<String> names = aliases.stream().map(AliasCopy::name).collect(Collectors.toSet());
        Plan own = plan.withFiles(plan.plannedFiles().stream()
                .filter(planned -> !names.contains(planned.name()))
                .toList());
        TransferOutcome outcome = context.createUpload(own).run(record, onServer);
        if (!aliases.isEmpty()) {
            outcome = outcome.plus(uploadAliases(aliases, record, outcome));
        }
        tree.files()
                .forEach((name, file) -> links.pathThroughLinks(name)
                        .filter(way -> isRecordedAsSent(record, file))
                        .ifPresent(way -> record.recordLinkedPath(name, way)));
        long removed = new OutdatedAliasObjects(context, plan, record, tree, keptObjects).removeOutdated();
        trySave(record);
        return outcome.plus(new TransferOutcome(0, 0, 0, removed, List.of(), List.of(), ExitStatus.OK));
    }

    private static boolean isRecordedAsSent(SyncRecord record, LocalFile file) {
        return record.entry(file.name())
                .filter(entry -> entry.versions().local().equals(file.version()))
                .isPresent();
    }

    /** Uploads files that are not proven under their own name, unless they wait or failed there. */
    private TransferOutcome uploadAliases(List<AliasCopy> aliases, SyncRecord record, TransferOutcome before) {
        Set<String> missing = new HashSet<>(before.unstableFiles());
        missing.addAll(before.failedFiles());
        List<String> waiting = aliases.stream()
                .filter(alias -> missing.contains(alias.originalName()))
                .map(AliasCopy::name)
                .toList();
        List<AliasCopy> following = aliases.stream()
                .filter(alias -> !missing.contains(alias.originalName()))
                .toList();
        Plan rest = new Plan(
                plan.route(), following.stream().map(AliasCopy::plannedFile).toList(), 0, plan.listedObjects());
        Set<String> copied = copyAliases(
                rest,
                unchangedAliases(following).stream()
                        .filter(alias -> isRecordedAsSent(record, alias.originalFile()))
                        .toList());
        long inside = rest.plannedFiles().stream()
                .filter(planned -> copied.contains(planned.name()))
                .mapToLong(planned -> planned.transferredBytes(Route.Direction.UP))
                .sum();
        TransferOutcome outcome = context.createUpload(rest).run(record, copied).plusServerSideBytes(inside);
        int status = waiting.isEmpty() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
        return outcome.plus(new TransferOutcome(0, 0, 0, 0, waiting, List.of(), status));
    }

    /** Aliases whose objects are unchanged since the plan: newer objects are not overwritten, the upload resolves the conflict. */
    private List<AliasCopy> unchangedAliases(List<AliasCopy> aliases) {
        if (aliases.isEmpty()) {
            return aliases;
        }
        Map<String, FileVersion> there = context.storage()
                .modificationTimes(
                        plan.route().remoteFolder(),
                        aliases.stream().map(AliasCopy::name).toList());
        Duration precision = context.settings().provider().timePrecision();
        return aliases.stream()
                .filter(alias -> Optional.ofNullable(there.get(alias.name()))
                        .map(now -> alias.plannedFile().isStillAsPlanned(now, precision))
                        .orElse(true))
                .toList();
    }

    /** Pointer files come after them. */
    private Set<String> copyAliases(Plan rest, List<AliasCopy> aliases) {
        RcloneCopier copier = context.createCopier(rest);
        Set<String> copied = new HashSet<>();
        for (boolean last : new boolean[] {false, true}) {
            List<AliasCopy> turn = aliases.stream()
                    .filter(alias -> FileKindPatterns.isUploadedLast(alias.name()) == last)
                    .toList();
            if (!last || copied.size() == aliases.size() - turn.size()) {
                copied.addAll(copyWithinStorage(copier, turn));
            }
        }
        return copied;
    }

    private Set<String> copyWithinStorage(RcloneCopier copier, List<AliasCopy> aliases) {
        Map<List<String>, List<AliasCopy>> folders = new LinkedHashMap<>();
        List<AliasCopy> single = new ArrayList<>();
        for (AliasCopy alias : aliases) {
            String rest = alias.commonSuffix();
            if (rest.isEmpty()) {
                single.add(alias);
            } else {
                List<String> way =
                        List.of(AliasCopy.parentOf(alias.originalName(), rest), AliasCopy.parentOf(alias.name(), rest));
                folders.computeIfAbsent(way, each -> new ArrayList<>()).add(alias);
            }
        }
        RemotePath root = plan.route().remoteFolder();
        Set<String> copied = new HashSet<>();
        folders.forEach((way, files) -> {
            List<String> rests = files.stream().map(AliasCopy::commonSuffix).toList();
            CopyLog log = copier.copy(
                            RcloneJobType.SNAPSHOT,
                            root.resolve(way.get(0)).folderArgument(),
                            root.resolve(way.get(1)).folderArgument(),
                            rests,
                            List.of())
                    .log();
            files.stream()
                    .filter(alias -> log.isTransferred(alias.commonSuffix()))
                    .map(AliasCopy::name)
                    .forEach(copied::add);
        });
        if (single.size() <= MAX_SINGLE_COPIES) {
            single.stream()
                    .filter(alias -> copier.copyTo(
                                            RcloneJobType.SNAPSHOT,
                                            root.fileArgument(alias.originalName()),
                                            root.fileArgument(alias.name()),
                                            List.of())
                                    .status()
                            == 0)
                    .map(AliasCopy::name)
                    .forEach(copied::add);
        }
        copied.retainAll(verifiedAliases(aliases, copied));
        return copied;
    }

    /** Another pod may have replaced the source since it was proven. */
    private Set<String> verifiedAliases(List<AliasCopy> aliases, Set<String> copied) {
        Map<String, FileVersion> local = new HashMap<>();
        aliases.forEach(alias -> local.put(alias.name(), alias.originalFile().version()));
        Set<String> same = new HashSet<>();
        try {
            context.storage()
                    .modificationTimes(plan.route().remoteFolder(), copied)
                    .forEach((name, there) -> {
                        if (there.matches(
                                local.get(name), context.settings().provider().timePrecision())) {
                            same.add(name);
                        }
                    });
        } catch (CliException e) {
            context.console().warn("can't check the copied files: " + e.getMessage());
        }
        return same;
    }

    private void trySave(SyncRecord record) {
        try {
            record.save();
        } catch (IOException e) {
            // The upload has reported it.
        }
    }
}
