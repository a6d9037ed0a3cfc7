package replaystorage.progress;

/** Colours, where they are wanted. */
record Paint(boolean colour) {
    String red(String text) {
        return with("31", text);
    }

    String green(String text) {
        return with("32", text);
    }

    String yellow(String text) {
        return with("33", text);
    }

    String cyan(String text) {
        return with("36", text);
    }

    String bold(String text) {
        return with("1", text);
    }

    String dim(String text) {
        return with("2", text);
    }

    private String with(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
