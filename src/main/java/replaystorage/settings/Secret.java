package replaystorage.settings;

/** A value that no message shows. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
