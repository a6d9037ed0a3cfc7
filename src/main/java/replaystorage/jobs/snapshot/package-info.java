/** Dated snapshots: how they are made, marked as complete, listed and restored. */
package replaystorage.jobs.snapshot;
