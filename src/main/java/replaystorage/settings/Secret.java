package replaystorage.settings;

/** A value that is never shown. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
