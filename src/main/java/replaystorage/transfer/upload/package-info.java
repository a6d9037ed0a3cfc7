/** Uploads the files of a plan: payload first, then indexes, then pointers; files that could change meanwhile are uploaded from a staged copy. */
package replaystorage.transfer.upload;
