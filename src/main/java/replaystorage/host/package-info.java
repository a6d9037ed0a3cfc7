/** The ground that all stand on: files that are replaced in one step, and locks. */
package replaystorage.host;
