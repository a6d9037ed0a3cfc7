/**
 * Runs {@code rclone copy} with a list of files. {@link replaystorage.transfer.copy.RcloneCopier} starts the processes,
 * {@link replaystorage.transfer.copy.CopyLog} reads from their logs what happened to each file.
 */
package replaystorage.transfer.copy;
