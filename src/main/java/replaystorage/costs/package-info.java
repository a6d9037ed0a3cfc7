/**
 * What a storage costs. {@link replaystorage.costs.Load} is what goes over, {@link replaystorage.costs.Demand} makes the requests of it that
 * rclone needs for it, {@link replaystorage.costs.Bill} the dollars. Nothing here asks a storage, and nothing is rounded.
 */
package replaystorage.costs;
