package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.Explanation;
import dev.rolecall.access.Permission;
import dev.rolecall.access.Reference;
import dev.rolecall.directory.Viewer.Person;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why a person has a permission on an object, or what is nearest to it.
 *
 * @param holds what the document says, even where the caller may see none of the ways
 */
record ExplanationRepresentation(
        PersonRepresentation user,
        String permission,
        String object,
        boolean holds,
        List<WayRepresentation> ways,
        List<MissRepresentation> nearMisses) {
    ExplanationRepresentation {
        ways = List.copyOf(ways);
        nearMisses = List.copyOf(nearMisses);
    }

    /**
     * @param role    left out for a permission that was granted directly
     * @param because what is known besides the origin, left out if nothing is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WayRepresentation(
            String permission,
            @Nullable String role,
            String grant,
            OriginRepresentation origin,
            @Nullable String grantedAt,
            @Nullable String expiresAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EvidenceRepresentation> because) {
        WayRepresentation {
            because = List.copyOf(because);
        }

        static WayRepresentation of(Explanation.Way way, List<Evidence> evidence) {
            return new WayRepresentation(
                    way.permission(),
                    way.role(),
                    way.grant().toString(),
                    OriginRepresentation.of(way.note().origin()),
                    NoteRepresentation.text(way.note().grantedAt()),
                    NoteRepresentation.text(way.note().expiresAt()),
                    EvidenceRepresentation.of(
                            evidence,
                            each -> each.isBehind(way.grant(), way.note().origin())));
        }
    }

    /** @param grant left out where the nearest thing is no grant */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MissRepresentation(@Nullable String grant, String code, String reason) {
        static MissRepresentation of(Explanation.NearMiss miss) {
            return new MissRepresentation(
                    NoteRepresentation.text(miss.grant()),
                    miss.hindrance().code().wire(),
                    miss.hindrance().reason());
        }
    }

    /**
     * @param evidence of the person
     * @param seen     on which objects the caller may see grants
     */
    static ExplanationRepresentation of(
            Person person,
            Permission permission,
            AccessObject object,
            Explanation explanation,
            List<Evidence> evidence,
            Predicate<AccessObject> seen) {
        return new ExplanationRepresentation(
                PersonRepresentation.of(person.user()),
                permission.name(),
                object.path(),
                explanation.holds(),
                explanation.ways().stream()
                        .filter(way -> seen.test(way.grant().object()))
                        .map(way -> WayRepresentation.of(way, evidence))
                        .toList(),
                explanation.nearMisses().stream()
                        .filter(miss -> isSeen(miss.grant(), seen))
                        .map(MissRepresentation::of)
                        .toList());
    }

    private static boolean isSeen(@Nullable Reference grant, Predicate<AccessObject> seen) {
        return grant == null || seen.test(grant.object());
    }
}
