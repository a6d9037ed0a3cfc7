/**
 * The pod's folders. {@link replaystorage.workspace.Workspace} says where they are, {@link replaystorage.workspace.PodFolders} prepares them.
 *
 * <p>A folder is moved in two steps, so that a move that fails leaves it as it was and a killed one can be done again: {@code Pass} first gives
 * each file its place in the workspace as a second name of the same bytes (or, across file systems, as a copy that was looked at and is on the
 * disk), and only when all are across it takes the sources away, each once more looked at. Folders go by rmdir alone. {@code Placement} never
 * replaces anything: whatever takes a name takes one that is free.
 */
package replaystorage.workspace;
