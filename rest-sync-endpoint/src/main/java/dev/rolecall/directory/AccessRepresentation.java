package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.Holding;
import dev.rolecall.access.Note;
import dev.rolecall.access.Reference;
import dev.rolecall.directory.Viewer.Person;
import dev.rolecall.sync.gate.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person may do, and the grants it comes from.
 *
 * @param access as in the claim; above {@value #MOST_OBJECTS} objects how many they are and the digest
 * @param total  how many grants and origins there are
 */
record AccessRepresentation(
        PersonRepresentation user, Map<String, Object> access, long total, List<GrantEntry> grants) {
    static final int MOST_OBJECTS = 1_000;

    AccessRepresentation {
        grants = List.copyOf(grants);
    }

    /**
     * One grant by one origin.
     *
     * @param because what is known besides the origin
     * @param inForce whether the grant gives anything now
     */
    record GrantEntry(
            String grant,
            OriginRepresentation origin,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String grantedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String expiresAt,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EvidenceRepresentation> because,
            boolean inForce,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HindranceRepresentation> hindrances) {
        GrantEntry {
            because = List.copyOf(because);
            hindrances = List.copyOf(hindrances);
        }
    }

    /**
     * @param document    what the caller may see of it
     * @param seen        the grants the caller may see
     * @param evidence    of the person
     * @param wholeAccess where to read a document that is too large for this answer
     */
    static AccessRepresentation of(
            Person person,
            AccessDocument document,
            List<Holding> seen,
            List<Evidence> evidence,
            Page page,
            String wholeAccess,
            Instant now) {
        List<GrantEntry> grants = new ArrayList<>();
        for (Holding holding : seen) {
            List<HindranceRepresentation> hindrances = HindranceRepresentation.of(person.holdings(), holding, now);
            holding.notes().all().forEach(note -> grants.add(entry(holding, note, evidence, hindrances)));
        }
        return new AccessRepresentation(
                PersonRepresentation.of(person.user()),
                document.toClaim(MOST_OBJECTS, () -> wholeAccess),
                grants.size(),
                page.of(grants));
    }

    private static GrantEntry entry(
            Holding holding, Note note, List<Evidence> evidence, List<HindranceRepresentation> hindrances) {
        Reference reference = holding.grant().reference();
        return new GrantEntry(
                reference.toString(),
                OriginRepresentation.of(note.origin()),
                NoteRepresentation.text(note.grantedAt()),
                NoteRepresentation.text(note.expiresAt()),
                EvidenceRepresentation.of(evidence, each -> each.isBehind(reference, note.origin())),
                hindrances.isEmpty(),
                hindrances);
    }
}
