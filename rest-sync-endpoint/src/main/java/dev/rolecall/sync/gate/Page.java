package dev.rolecall.sync.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part of a list is wanted. */
public record Page(int first, int max) {
    public static final int MOST = 1_000;
    private static final int DEFAULT = 100;

    /** @throws Refusal when a number is none, or out of bounds */
    public static Page of(@Nullable String first, @Nullable String max) {
        return new Page(
                Parameters.number("first", first, 0, 0, Integer.MAX_VALUE),
                Parameters.number("max", max, DEFAULT, 1, MOST));
    }

    /** That part of a list that is in memory. */
    public <T> List<T> of(List<T> all) {
        return all.subList(Math.min(first, all.size()), (int) Math.min((long) first + max, all.size()));
    }
}
