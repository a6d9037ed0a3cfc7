package replaystorage;

/** Builds the command line, runs it, exits. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(64);
    }
}
