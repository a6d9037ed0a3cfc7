/**
 * Moves a folder's content into another without losing a byte. {@link replaystorage.workspace.move.FolderMove} checks that all can be moved, gives
 * each file its new place (a hard link, or a synced copy on another file system), and only then deletes the sources. A killed move can be repeated.
 * Folders are removed by rmdir alone, and no file is replaced: of two with one name, the older gets a conflict name.
 */
package replaystorage.workspace.move;
