/**
 * One run of a command. {@link replaystorage.session.CommandSession} opens the storage when it is first needed and shows the run;
 * {@link replaystorage.session.TransferRunner} runs the transfers of a command under one console.
 */
package replaystorage.session;
