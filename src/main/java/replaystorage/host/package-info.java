/** The ground that everything stands on: files, locks, limits of the machine, numbers and texts, exit statuses. */
package replaystorage.host;
