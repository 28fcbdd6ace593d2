package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.Note;
import dev.rolecall.access.Notes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something came from, since when and until when, in ISO-8601.
 *
 * @param grantedAt left out where nobody wrote it down
 * @param expiresAt left out where it does not end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NoteRepresentation(
        String kind,
        @Nullable String id,
        @Nullable String grantedAt,
        @Nullable String expiresAt) {
    static NoteRepresentation of(Note note) {
        return new NoteRepresentation(
                note.origin().kind().wire(), note.origin().id(), text(note.grantedAt()), text(note.expiresAt()));
    }

    static List<NoteRepresentation> of(Notes notes) {
        return notes.all().stream().map(NoteRepresentation::of).toList();
    }

    static @Nullable String text(@Nullable Object instant) {
        return instant == null ? null : instant.toString();
    }
}
