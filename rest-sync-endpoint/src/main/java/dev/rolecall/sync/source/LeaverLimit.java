package dev.rolecall.sync.source;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many people a snapshot may miss before somebody has to approve it. A share counts only where a source has so many
 * people that it means something.
 *
 * @param most    a number, or null for {@link #FEW} where the share does not count
 * @param percent of the source's people
 */
public record LeaverLimit(@Nullable Long most, int percent) {
    static final long FEW = 50;
    static final int PERCENT = 5;
    static final long MOST = 999_999_999;

    /** From so many people on the share counts. */
    static final long MANY = 1_000;

    public static final LeaverLimit DEFAULT = new LeaverLimit(null, PERCENT);

    public LeaverLimit {
        if ((most != null && most < 0) || percent < 0 || percent > 100) {
            throw new IllegalArgumentException("not a limit");
        }
    }

    /** As settings, of which blank ones are absent; what is not understood lets nobody leave. */
    static LeaverLimit of(@Nullable String most, @Nullable String percent) {
        String number = Objects.requireNonNullElse(most, "").strip();
        String share = Objects.requireNonNullElse(percent, "").strip();
        return new LeaverLimit(
                number.isEmpty() ? null : isNumber(number, MOST) ? Long.valueOf(number) : Long.valueOf(0),
                share.isEmpty() ? PERCENT : isNumber(share, 100) ? Integer.parseInt(share) : 0);
    }

    static boolean isNumber(String value, long most) {
        return value.matches("[0-9]{1,9}") && Long.parseLong(value) <= most;
    }

    /** @param people of the source, those who would leave among them */
    public long allowed(long people) {
        boolean many = people >= MANY;
        long byNumber = most != null ? most : many ? Long.MAX_VALUE : FEW;
        long byShare = many ? people * percent / 100 : Long.MAX_VALUE;
        return Math.min(byNumber, byShare);
    }
}
