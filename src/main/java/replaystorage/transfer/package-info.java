/**
 * The pipeline that every transfer goes through: list both sides ({@code list}), plan ({@code plan}), copy ({@code copy}, {@code upload},
 * {@code download}, {@code link}), and record what is proven to be equal ({@code note}). {@link replaystorage.transfer.TransferContext} holds what
 * the transfers of a command share.
 *
 * <p>A fetch deletes local files itself instead of running {@code rclone sync}, so that it can check each file right before it deletes it. An upload
 * records the files that it sent before anything lists them; that is enough to tell which side changes next, but does not claim that both are equal.
 * The listing that proves it follows at once after a large upload, else with the next run. A file whose time alone changed is recorded as equal, and the
 * remote time stays, which saves a copy of the object onto itself.
 */
package replaystorage.transfer;
