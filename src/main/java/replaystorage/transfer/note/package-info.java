/** The record: size and time of each file on both sides when they were last equal. Several processes share it. */
package replaystorage.transfer.note;
