package dev.rolecall.sync.gate;

import org.jspecify.annotations.Nullable;

/** What a request says of its own size. Only a hint: what comes is counted anyway. */
public final class ContentLength {
    private ContentLength() {}

    /** Whether it is known to be no larger. */
    public static boolean isWithin(long limit, @Nullable String header) {
        return header != null && header.strip().matches("[0-9]{1,18}") && !isAbove(limit, header);
    }

    /** @param header the value of Content-Length; one that is no number says nothing */
    public static boolean isAbove(long limit, @Nullable String header) {
        if (header == null) {
            return false;
        }
        try {
            return Long.parseLong(header.strip()) > limit;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
