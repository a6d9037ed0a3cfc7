/** The pod's folders. */
package replaystorage.workspace;
