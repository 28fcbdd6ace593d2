package dev.rolecall.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is noted about one membership: it lasts as long as the longest of its notes. Never empty. */
public record Notes(List<Note> all) {
    private static final Comparator<Note> BY_ORIGIN = Comparator.comparing(
                    (Note note) -> note.origin().kind())
            .thenComparing(note -> Objects.requireNonNullElse(note.origin().id(), ""));

    public static final Notes BY_HAND = new Notes(List.of(Note.BY_HAND));

    public Notes {
        all = all.isEmpty()
                ? List.of(Note.BY_HAND)
                : all.stream().sorted(BY_ORIGIN).toList();
    }

    public boolean isInForce(Instant now) {
        return all.stream().anyMatch(note -> note.isInForce(now));
    }

    public List<Note> inForce(Instant now) {
        return all.stream().filter(note -> note.isInForce(now)).toList();
    }

    /** When the last of them ends, or nothing if one never does. */
    public Optional<Instant> end() {
        @Nullable Instant end = null;
        for (Note note : all) {
            @Nullable Instant other = note.expiresAt();
            if (other == null) {
                return Optional.empty();
            }
            end = end == null || other.isAfter(end) ? other : end;
        }
        return Optional.ofNullable(end);
    }
}
