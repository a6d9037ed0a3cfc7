/**
 * Starts rclone; no other package starts a process. {@link replaystorage.rclone.ProcessRclone} runs it, {@link
 * replaystorage.rclone.ChildProcesses} ends it with this program, and {@link replaystorage.rclone.ChildEnvironment} selects the variables that
 * it inherits.
 */
package replaystorage.rclone;
