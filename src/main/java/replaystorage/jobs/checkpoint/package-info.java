/** Which files are one checkpoint, which checkpoints are the newest, and which hold shards of two saves. */
package replaystorage.jobs.checkpoint;
