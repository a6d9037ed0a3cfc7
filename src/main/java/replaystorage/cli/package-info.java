/**
 * The command line: one class a command, {@link replaystorage.cli.Commands} which builds only the command that is called, and
 * {@link replaystorage.cli.ErrorHandler} which turns every exception into a text, a remedy and an exit status.
 */
package replaystorage.cli;
