/** The user's preferences, replay-storage.yaml. */
package replaystorage.userconfig;
