package dev.rolecall.demo;

/** One line with a bar, of the same width from the first row to the last. */
record ProgressLine(long done, long total) {
    private static final int WIDTH = 30;

    ProgressLine {
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException("negative progress");
        }
    }

    String text() {
        long most = Math.max(done, total);
        int filled = most == 0 ? WIDTH : (int) (WIDTH * done / most);
        String number = Long.toString(most);
        return "  [%s%s] %s of %s rows"
                .formatted("#".repeat(filled), ".".repeat(WIDTH - filled), padded(done, number.length()), number);
    }

    private static String padded(long number, int width) {
        String text = Long.toString(number);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
