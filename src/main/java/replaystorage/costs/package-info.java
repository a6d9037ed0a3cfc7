/**
 * What a storage costs: a volume of data becomes requests ({@link replaystorage.costs.RequestEstimate}) and the requests become dollars
 * ({@link replaystorage.costs.MonthlyBill}). Nothing is asked of a storage, and nothing is rounded before it is shown.
 */
package replaystorage.costs;
