/** rclone.conf: {@link replaystorage.rclone.conf.RcloneConfUpdater} writes our section and keeps everything else as it is. */
package replaystorage.rclone.conf;
