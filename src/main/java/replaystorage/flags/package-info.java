/** The rclone flags that a user may give, and the requests and jobs that each applies to. */
package replaystorage.flags;
