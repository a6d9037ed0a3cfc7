/** Auto-sync: scans the checkpoint folder and uploads changed files in rounds; status file and log. */
package replaystorage.jobs.autosync;
