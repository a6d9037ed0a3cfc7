/**
 * The pod's folders. {@link replaystorage.workspace.Workspace} says where they are, {@link replaystorage.workspace.WorkspaceSetup} makes and links
 * them.
 */
package replaystorage.workspace;
