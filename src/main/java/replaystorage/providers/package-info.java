/**
 * Storage providers, read from rclone-templates/ into {@link replaystorage.providers.Provider}.
 *
 * <p>A template is parsed only if the environment or rclone.conf contains one of its variables or its remote: parsing all of them takes longer
 * than the rest of the start.
 */
package replaystorage.providers;
