/** Draws the picture of the display in the README, from a real run at a pseudo terminal. */
package replaystorage.picture;
