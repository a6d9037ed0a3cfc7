/** A fake server of Backblaze B2's native API, written from its public documentation. FakeB2ServerIT checks it with Backblaze's own client. */
package replaystorage.support.b2;
