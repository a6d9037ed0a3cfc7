/** Jobs of the commands: they select folders, buckets and conflict policies for the transfers. */
package replaystorage.jobs;
