/**
 * What a user has set: the environment, the providers' templates, and the choice between them.
 *
 * <p>A template is found by listing the folder that it is packed in, so that no list of names has to be kept. It is parsed only where
 * the environment or rclone.conf mentions one of its variables or its remote: parsing all six costs more than the rest of a start.
 */
package replaystorage.settings;
