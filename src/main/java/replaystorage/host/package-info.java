/** Basic tools without dependencies: files, locks, machine limits, numbers, texts and exit statuses. */
package replaystorage.host;
