/**
 * Checks of the doctor command. Each {@link replaystorage.doctor.Check} tests one part of the set-up and returns
 * findings with the command that fixes them.
 */
package replaystorage.doctor;
