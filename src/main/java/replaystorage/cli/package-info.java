/**
 * The command line: a class a command, {@link replaystorage.cli.Commands} that builds only the one that is called, and a session that
 * opens the storage when it is first needed, shows the run, and turns every error into a text, a remedy and a status.
 */
package replaystorage.cli;
