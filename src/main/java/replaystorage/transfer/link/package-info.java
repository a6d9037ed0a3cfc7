/** Symbolic links to folders: files that are reached by several names are uploaded once and copied within the storage. */
package replaystorage.transfer.link;
