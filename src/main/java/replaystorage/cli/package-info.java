/**
 * The command line: one class per command. {@link replaystorage.cli.Commands} builds only the called command; {@link
 * replaystorage.cli.ErrorHandler} turns exceptions into a message, a remedy and an exit status.
 */
package replaystorage.cli;
