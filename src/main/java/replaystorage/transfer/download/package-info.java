/** Downloads the files of a plan into a private folder and gives each its name in one step. */
package replaystorage.transfer.download;
