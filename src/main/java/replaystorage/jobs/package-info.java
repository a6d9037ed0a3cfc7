/** What the commands mean: which folders of which bucket a transfer is about, and which side wins a conflict. */
package replaystorage.jobs;
