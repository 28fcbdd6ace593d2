package dev.rolecall.people;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a row says about one field: nothing (keep what is stored), clear it, or set it to exactly this.
 *
 * @param state which of the three
 * @param value null unless the state is {@link State#SET}
 */
public record Patch<T>(State state, @Nullable T value) {
    /** The three things a row can say. */
    public enum State {
        KEEP,
        CLEAR,
        SET
    }

    public Patch {
        if ((state == State.SET) != (value != null)) {
            throw new IllegalArgumentException("a value belongs to SET and to nothing else");
        }
    }

    public static <T> Patch<T> keep() {
        return new Patch<>(State.KEEP, null);
    }

    public static <T> Patch<T> clear() {
        return new Patch<>(State.CLEAR, null);
    }

    public static <T> Patch<T> set(T value) {
        return new Patch<>(State.SET, value);
    }

    public boolean isKeep() {
        return state == State.KEEP;
    }

    public boolean isClear() {
        return state == State.CLEAR;
    }

    public boolean isSet() {
        return state == State.SET;
    }

    /** The value to set. */
    public T get() {
        T set = value;
        if (set == null) {
            throw new NoSuchElementException("nothing is set");
        }
        return set;
    }

    /** The value to set, or empty for keep and clear. */
    public Optional<T> toSet() {
        return Optional.ofNullable(value);
    }

    public <R> Patch<R> map(Function<? super T, ? extends R> change) {
        T set = value;
        return set == null ? new Patch<>(state, null) : new Patch<>(state, change.apply(set));
    }

    /** Says nothing about the value, which may be personal. */
    @Override
    public String toString() {
        return state.name();
    }
}
