/** replay-storage.yaml, the user's file of preferences. */
package replaystorage.userconfig;
