/**
 * The only package that starts a process. {@link replaystorage.rclone.ProcessRclone} runs rclone,
 * {@link replaystorage.rclone.ChildProcesses} ends what still runs when we end, and {@link replaystorage.rclone.ChildEnvironment} decides which
 * variables rclone inherits: every variable that is not read as a flag, since a password command may need any of them.
 */
package replaystorage.rclone;
