/**
 * Shows progress and messages. {@link replaystorage.console.ProgressAggregator} adds up the reports of the rclone processes, and a {@link
 * replaystorage.console.Console} shows them: live, as plain lines, as JSON, or not at all.
 *
 * <p>There is no thread or timer: rclone reports twice a second, even if no data moves, and each report redraws. The live block leaves the
 * cursor at its top and turns line wrap off, so that a terminal that becomes narrower shows no remains of it.
 */
package replaystorage.console;
