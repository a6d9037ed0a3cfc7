/**
 * A server of Backblaze B2's native API, as its public documentation describes it, for tests and benchmarks. FakeB2ServerIT checks it by
 * Backblaze's own client.
 */
package replaystorage.support.b2;
