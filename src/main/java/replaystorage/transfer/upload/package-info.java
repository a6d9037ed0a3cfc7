/** Uploads the files of a plan: payload first, then indexes, then pointers; files that could change meanwhile are sent from a copy. */
package replaystorage.transfer.upload;
