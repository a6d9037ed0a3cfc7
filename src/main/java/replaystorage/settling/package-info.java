/**
 * Tells files that are complete from those that a program still writes, by looking at the disk alone. A package of its own, since four
 * commands ask the same question and nothing here knows of a storage.
 */
package replaystorage.settling;
