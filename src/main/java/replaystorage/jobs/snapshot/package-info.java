/** Creates, marks, lists and restores dated snapshots. */
package replaystorage.jobs.snapshot;
