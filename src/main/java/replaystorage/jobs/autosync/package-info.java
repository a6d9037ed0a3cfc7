/** Auto-sync: the engine that uploads what changed in the checkpoint folder, the daemon that repeats it, and its status file and log. */
package replaystorage.jobs.autosync;
