/** Selects provider and buckets from the environment and rclone.conf, and checks the values. */
package replaystorage.settings;
