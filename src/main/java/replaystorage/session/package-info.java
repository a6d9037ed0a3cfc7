/**
 * Runs commands. {@link replaystorage.session.CommandSession} opens the storage on first use, and {@link replaystorage.session.TransferRunner}
 * runs the transfers of a command with one console.
 */
package replaystorage.session;
