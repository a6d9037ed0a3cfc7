/**
 * The checks of the doctor command. Each {@link replaystorage.doctor.Check} looks at one thing and returns findings with the command that fixes
 * them.
 */
package replaystorage.doctor;
