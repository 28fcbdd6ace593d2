package dev.rolecall.sync.gate;

import org.jspecify.annotations.Nullable;

/** Query parameters: what is not understood is refused, never taken for the default. */
public final class Parameters {
    private Parameters() {}

    /**
     * False when absent.
     *
     * @throws Refusal when it is neither true nor false
     */
    public static boolean flag(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw Refusal.badRequest(name, "invalid-value", name + " is true or false.");
    }

    /** @throws Refusal when it is no number, or out of bounds */
    public static int number(String name, @Nullable String text, int absent, int least, int most) {
        if (text == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of bounds
        }
        throw Refusal.badRequest(name, "invalid-value", "%s is a number from %d to %d.".formatted(name, least, most));
    }
}
