/**
 * Plans a transfer. {@link replaystorage.transfer.plan.Planner} compares both sides with the record and makes a {@link
 * replaystorage.transfer.plan.Plan}; {@link replaystorage.transfer.plan.ConflictPolicy} decides which version wins.
 */
package replaystorage.transfer.plan;
