/** Is a file still being written? Decided from the local disk alone: by age, name, format and the processes that have it open. */
package replaystorage.stability;
