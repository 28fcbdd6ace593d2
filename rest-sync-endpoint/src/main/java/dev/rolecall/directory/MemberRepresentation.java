package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.GrantBatch.AssociationState;
import dev.rolecall.access.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * A person's association with a customer as JSON.
 *
 * @param managed   whether Keycloak ties the account to the customer
 * @param expiresAt when it ends, left out where it does not
 * @param because   what is known besides the origins; of one person only, a list of people leaves it out
 */
record MemberRepresentation(
        PersonRepresentation user,
        boolean managed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String expiresAt,
        List<OriginRepresentation> origins,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EvidenceRepresentation> because) {
    MemberRepresentation {
        because = List.copyOf(because);
        origins = List.copyOf(origins);
    }

    /** @param evidence what the caller may see of it */
    static MemberRepresentation of(UserModel user, AssociationState state, List<Evidence> evidence) {
        return new MemberRepresentation(
                PersonRepresentation.of(user),
                state.managed(),
                state.end() == null ? null : state.end().toString(),
                state.origins().stream().map(OriginRepresentation::of).toList(),
                EvidenceRepresentation.of(evidence, each -> true));
    }

    record OriginRepresentation(
            String kind,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id) {
        static OriginRepresentation of(Origin origin) {
            return new OriginRepresentation(origin.kind().wire(), origin.id());
        }
    }
}
