/** Recognizes checkpoints in a listing, selects the newest, and detects mixed ones. */
package replaystorage.jobs.checkpoint;
