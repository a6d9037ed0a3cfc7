/** Detects files that are still being written, from the local disk alone: age, name, format, and processes that have them open. */
package replaystorage.stability;
