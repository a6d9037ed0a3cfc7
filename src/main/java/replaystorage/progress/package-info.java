/**
 * What is said of a run while it goes on: {@link replaystorage.progress.Tally} adds up what the rclones report, a
 * {@link replaystorage.progress.Display} draws it, and the formatting is pure.
 *
 * <p>Nothing here has a thread or a timer of its own: rclone reports twice a second, also while nothing moves, and each report draws.
 * The live block is drawn with the cursor left at its top and with line wrap off, so that a terminal that was made narrower meanwhile
 * neither wraps it nor leaves a piece of it behind, even where its width can't be asked for.
 */
package replaystorage.progress;
