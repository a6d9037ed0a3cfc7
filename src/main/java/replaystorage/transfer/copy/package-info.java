/**
 * Runs {@code rclone copy} with a list of files. {@link replaystorage.transfer.copy.RcloneCopier} starts the processes,
 * {@link replaystorage.transfer.copy.CopyLog} reads the result of each file from their logs.
 */
package replaystorage.transfer.copy;
