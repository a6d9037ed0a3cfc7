package replaystorage.transfer.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import replaystorage.console.Console;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.IoErrorText;
import replaystorage.rclone.LogLine;
import replaystorage.transfer.list.RcloneFailureDiagnosis;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

public final class FileResults {
    public static final String STILL_WRITTEN = "is still being written and was skipped; the next run uploads it";

    private static final int MAX_NAMED = 10;

    private final Plan plan;
    private final RcloneFailureDiagnosis diagnosis;
    private final Console console;
    private final Map<String, String> failures = new TreeMap<>();
    private final Set<String> stillWritten = new TreeSet<>();
    private final Set<String> keptLocal = new TreeSet<>();
    private final Set<String> heldBack = new TreeSet<>();
    private final Set<String> vanished = new TreeSet<>();
    private final Set<String> retried = new TreeSet<>();
    private final List<LogLine> extraCopyLog = new ArrayList<>();
    private int extraCopyStatus;
    private RcloneCopier.CopyResult copyResult = new RcloneCopier.CopyResult(new CopyLog(), 0, false);
    private CliException verificationFailed;
    private CliException stopReason;
    private boolean deletionSkipped;
    private long transferredFiles;
    private long transferredBytes;
    private long timeSetFiles;
    private long timeSetBytes;
    private long deleted;

    public FileResults(Plan plan, RcloneFailureDiagnosis diagnosis, Console console) {
        this.plan = plan;
        this.diagnosis = diagnosis;
        this.console = console;
    }

    public void setCopyResult(RcloneCopier.CopyResult copied) {
        copyResult = copied;
    }

    public boolean isTransferred(String name) {
        return copyResult.log().isTransferred(name);
    }

    public boolean isComplete() {
        return copyResult.status() == 0;
    }

    public String lastError(String name) {
        return copyResult.log().lastError(name);
    }

    /** True if the transfer had no errors: nothing is deleted otherwise. */
    public boolean mayDelete() {
        return failures.isEmpty() && waitingFiles().isEmpty() && copyResult.status() == 0 && verificationFailed == null;
    }

    /** Warns that deletions are skipped; the outcome is incomplete. */
    public void deletionSkipped(int files, String where) {
        deletionSkipped = true;
        console.warn(
                HumanNumbers.files(files) + " not deleted " + where + ", because the transfer before it had errors");
    }

    public void markTransferred(PlannedFile planned) {
        if (copyResult.log().isOnlyTimeSet(planned.name())) {
            timeSetFiles++;
            timeSetBytes += planned.transferredBytes(plan.route().direction());
            return;
        }
        transferredFiles++;
        transferredBytes += planned.transferredBytes(plan.route().direction());
        if (lastError(planned.name()) != null) {
            retried.add(planned.name());
        }
    }

    public void vanished(String name) {
        vanished.add(name);
    }

    public void stillWritten(String name) {
        stillWritten.add(name);
    }

    public void keptLocal(String name) {
        keptLocal.add(name);
    }

    public void heldBack(String name) {
        heldBack.add(name);
    }

    public boolean isHeldBack(String name) {
        return heldBack.contains(name);
    }

    /** Files that are still being written, or wait for such files; some are noticed only during the copy. */
    private List<String> waitingFiles() {
        return Stream.of(
                        stillWritten.stream(),
                        keptLocal.stream(),
                        heldBack.stream(),
                        plan.plannedFiles(PlannedAction.WAIT).stream().map(PlannedFile::name))
                .flatMap(names -> names)
                .toList();
    }

    public void markFailed(String name) {
        String error = lastError(name);
        failures.putIfAbsent(name, error == null ? "was not copied" : error);
    }

    public void markFailed(String name, String why) {
        failures.put(name, why);
    }

    public void markFailed(String name, String why, RcloneCopier.CopyResult copy) {
        extraCopyStatus = extraCopyStatus != 0 ? extraCopyStatus : copy.status();
        extraCopyLog.addAll(copy.log().generalMessages());
        String error = copy.log().generalMessages().stream()
                .map(line -> ": " + line.message())
                .findFirst()
                .orElse("");
        failures.put(name, why + error);
    }

    public void verificationFailed(CliException e) {
        verificationFailed = e;
    }

    public void stopBecause(CliException e) {
        stopReason = e;
    }

    public boolean isVerified() {
        return verificationFailed == null;
    }

    public void deleted() {
        deleted++;
    }

    public void deleted(Set<String> names, RcloneCopier.CopyResult copy) {
        if (copy.status() == 0) {
            deleted += names.size();
        } else {
            names.forEach(name -> markFailed(name, "could not be deleted", copy));
        }
    }

    public void noteSkippedFiles(String why) {
        plan.plannedFiles(PlannedAction.STAY)
                .forEach(planned -> console.note(plan.route().title() + "/" + planned.name() + " " + why));
    }

    public TransferOutcome saveAndSummarize(SyncRecord record) {
        try {
            record.save();
        } catch (IOException e) {
            console.warn("can't save the sync record (" + IoErrorText.describe(e)
                    + "): the next run compares these files again");
        }
        return outcome();
    }

    private TransferOutcome outcome() {
        String folder = plan.route().title() + "/";
        retried.forEach(name -> console.note(folder + name + " was copied after a retry: " + lastError(name)));
        vanished.forEach(name -> console.warn(folder + name + " vanished before it could be copied"));
        stillWritten.forEach(name -> console.warn(folder + name + " " + STILL_WRITTEN));
        keptLocal.forEach(
                name -> console.warn(folder + name + " was changed here during the download: the local file stays"));
        heldBack.forEach(
                name -> console.warn(
                        folder + name
                                + " was not uploaded yet: it refers to a file that is not complete in the bucket; the next run uploads it"));
        failures.entrySet().stream()
                .limit(MAX_NAMED)
                .forEach(entry -> console.error(folder + entry.getKey() + ": " + entry.getValue(), null, status()));
        if (failures.size() > MAX_NAMED) {
            console.error(
                    folder + ": and " + HumanNumbers.files(failures.size() - MAX_NAMED) + " more", null, status());
        }
        Optional<CliException> cause = failures.isEmpty() ? Optional.empty() : cause();
        if (verificationFailed != null) {
            console.warn("can't check the copied files: " + verificationFailed.getMessage());
        }
        cause.ifPresent(console::error);
        int status = cause.map(CliException::status).orElse(status());
        return new TransferOutcome(
                transferredFiles,
                transferredBytes,
                plan.equalFiles() + timeSetFiles,
                deleted,
                waitingFiles(),
                failures.keySet().stream().toList(),
                status,
                plan.equalBytes() + timeSetBytes,
                0);
    }

    private Optional<CliException> cause() {
        Route route = plan.route();
        if (stopReason != null) {
            return Optional.of(stopReason);
        }
        if (copyResult.stalled()) {
            return Optional.of(diagnosis.noAnswerError("can't copy " + route.title()));
        }
        List<LogLine> log = new ArrayList<>(extraCopyLog);
        log.addAll(copyResult.log().generalMessages());
        return diagnosis.find(log, status(), route.remoteFolder().bucket());
    }

    private int status() {
        if (!failures.isEmpty()) {
            return Stream.of(extraCopyStatus, copyResult.status())
                    .filter(status -> status != 0)
                    .findFirst()
                    .orElse(ExitStatus.FAILED);
        }
        return waitingFiles().isEmpty() && !deletionSkipped ? ExitStatus.OK : ExitStatus.INCOMPLETE;
    }
}
