/**
 * Cost estimates: {@link replaystorage.costs.RequestEstimate} turns a volume of data into requests, {@link
 * replaystorage.costs.MonthlyBill} turns requests into dollars. No request is sent, and nothing is rounded before it is
 * shown.
 */
package replaystorage.costs;
