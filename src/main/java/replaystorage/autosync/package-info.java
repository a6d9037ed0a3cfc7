/** What an auto-sync keeps on the disk besides what it sends: its lock, its status and its log. */
package replaystorage.autosync;
