/** The picocli mixins, converters and completion candidates that several commands share. */
package replaystorage.session.option;
