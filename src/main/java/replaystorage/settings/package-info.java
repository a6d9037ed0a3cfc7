/** Which provider and buckets a command uses, from the environment and rclone.conf, and what is wrong with the values. */
package replaystorage.settings;
