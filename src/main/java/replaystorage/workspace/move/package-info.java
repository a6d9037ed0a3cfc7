/**
 * Moves a folder's content into another without losing a byte. {@link replaystorage.workspace.move.MovePass} first gives each file its new place (a
 * hard link, or a verified copy across file systems); only if all have one does it remove the sources. A move that is killed can be repeated.
 * Folders are removed by rmdir alone, and no existing file is replaced: of two files with one name, one gets a free name.
 */
package replaystorage.workspace.move;
