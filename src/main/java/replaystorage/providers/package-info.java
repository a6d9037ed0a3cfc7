/**
 * The storage providers: the templates of rclone-templates/, read into {@link replaystorage.providers.Provider}, with their prices and known errors.
 *
 * <p>A template is parsed only if the environment or rclone.conf mentions one of its variables or its remote: parsing all six costs more than the
 * rest of the start.
 */
package replaystorage.providers;
