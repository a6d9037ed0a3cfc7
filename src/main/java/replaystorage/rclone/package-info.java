/**
 * The only door to a process. {@link replaystorage.rclone.ProcessRclone} runs rclone, {@code Children} ends what runs when we end,
 * {@link replaystorage.rclone.ChildEnvironment} says what it may see, and {@link replaystorage.rclone.RcloneConfig} sees to its file.
 *
 * <p>What no flag of rclone is read from is inherited by it as it is, and not from a list of names: a password command may need any of it.
 */
package replaystorage.rclone;
