/** Symbolic links to folders: files with several names are uploaded once and copied within the storage. */
package replaystorage.transfer.link;
