/**
 * The two sides of a transfer: {@link replaystorage.transfer.list.RemoteStorage} runs the short read-only rclone
 * commands, and {@link replaystorage.transfer.list.LocalTree} walks the local folder.
 */
package replaystorage.transfer.list;
