/**
 * What the commands mean. Every transfer goes one way: list both sides, plan, copy, note.
 *
 * <p>{@link replaystorage.transfer.Storage} asks the remote, {@link replaystorage.transfer.LocalTree} walks the folder, {@code Planner} and
 * {@code Precedence} make a {@link replaystorage.transfer.Plan} of both and of the {@link replaystorage.transfer.SyncRecord}, {@code Upload}
 * and {@code Download} carry it out through {@code Copier}, {@code Proof} looks at what went over, {@code Findings} tells how it ended.
 * Artifacts, Replays and Snapshots say which folders, and who wins.
 *
 * <p>The local side of a fetch is deleted by us and not by {@code rclone sync}: only so can a file be looked at once more right before.
 * What went up is noted as sent before anything lists it: that is enough of a base to tell which side moves next, and claims nothing to be equal;
 * the listing and the look that do so come at once where many were sent, else with the next run. A single file is looked at and not listed.
 * A file that was merely touched is noted as equal and its time on the remote is left alone, which spares a copy of the object onto itself.
 */
package replaystorage.transfer;
