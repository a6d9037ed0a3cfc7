/**
 * What a user sees. {@link replaystorage.console.ProgressAggregator} adds up what the rclone processes report, and a
 * {@link replaystorage.console.Console} shows it: live, as plain lines, as JSON, or not at all. All formatting is pure.
 *
 * <p>Nothing here has a thread or a timer: rclone reports twice a second, even if no data moves, and each report draws. The live block leaves the cursor at its
 * top and turns line wrap off, so that a terminal that becomes narrower leaves no remains of it.
 */
package replaystorage.console;
