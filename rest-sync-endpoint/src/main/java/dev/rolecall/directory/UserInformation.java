package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.Association;
import dev.rolecall.access.Holding;
import dev.rolecall.access.Note;
import dev.rolecall.directory.Viewer.Person;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/**
 * A person: the fields of a row, what else the account says of itself, and each association, role and permission with
 * where it came from and whether it is in force.
 *
 * @param federated  whether another store holds the account, or brought it in
 * @param attributes those the realm's user profile shows an administrator
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserInformation(
        String id,
        String username,
        @Nullable String usercode,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        @Nullable String userType,
        @Nullable String terminationDate,
        @Nullable String createdAt,
        boolean federated,
        Map<String, List<String>> attributes,
        PageRepresentation<AssociationEntry> associations,
        PageRepresentation<HoldingEntry> roles,
        PageRepresentation<HoldingEntry> permissions) {
    private static final String USER_TYPE = "userType";
    private static final String TERMINATION_DATE = "terminationDate";

    @Override
    public String toString() {
        return "UserInformation[id=" + id + "]";
    }

    /**
     * @param customer the alias, or {@code system}
     * @param since    left out where nobody wrote it down
     * @param managed  whether Keycloak ties the account to the organization
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AssociationEntry(
            String customer,
            @Nullable String since,
            @Nullable String expiresAt,
            boolean managed,
            boolean inForce,
            List<NoteRepresentation> origins) {
        static AssociationEntry of(Person person, Association association, Instant now) {
            return new AssociationEntry(
                    association.organization(),
                    NoteRepresentation.text(since(association)),
                    NoteRepresentation.text(association.notes().end().orElse(null)),
                    association.managed(),
                    person.holdings().enabled() && association.isInForce(now),
                    NoteRepresentation.of(association.notes()));
        }

        private static @Nullable Instant since(Association association) {
            return association.notes().all().stream()
                    .map(Note::grantedAt)
                    .filter(Objects::nonNull)
                    .min(Instant::compareTo)
                    .orElse(null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HoldingEntry(
            String grant,
            boolean inForce,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HindranceRepresentation> hindrances,
            List<NoteRepresentation> origins) {
        static HoldingEntry of(Person person, Holding holding, Instant now) {
            List<HindranceRepresentation> hindrances = HindranceRepresentation.of(person.holdings(), holding, now);
            return new HoldingEntry(
                    holding.grant().reference().toString(),
                    hindrances.isEmpty(),
                    hindrances,
                    NoteRepresentation.of(holding.notes()));
        }
    }

    static UserInformation of(KeycloakSession session, Person person, Viewer viewer, Page page, Instant now) {
        UserModel user = person.user();
        Map<String, List<String>> attributes = ProfileAttributes.shownOf(session, user);
        Map<String, List<String>> others = new TreeMap<>(attributes);
        List.of(Usercodes.ATTRIBUTE, USER_TYPE, TERMINATION_DATE).forEach(others::remove);
        return new UserInformation(
                user.getId(),
                user.getUsername(),
                PersonRepresentation.usercode(user),
                user.getEmail(),
                user.isEmailVerified(),
                user.getFirstName(),
                user.getLastName(),
                user.isEnabled(),
                single(attributes, USER_TYPE),
                single(attributes, TERMINATION_DATE),
                user.getCreatedTimestamp() == null
                        ? null
                        : Instant.ofEpochMilli(user.getCreatedTimestamp()).toString(),
                user.isFederated() || !StorageId.isLocalStorage(user.getId()),
                others,
                associations(person, viewer, page, now),
                holdings(person, viewer, false, page, now),
                holdings(person, viewer, true, page, now));
    }

    private static PageRepresentation<AssociationEntry> associations(
            Person person, Viewer viewer, Page page, Instant now) {
        List<Association> seen = person.holdings().associations().stream()
                .filter(Association::member)
                .filter(association -> viewer.seesSomethingOf(association.organization()))
                .toList();
        return new PageRepresentation<>(
                seen.size(),
                page.of(seen).stream()
                        .map(association -> AssociationEntry.of(person, association, now))
                        .toList());
    }

    private static PageRepresentation<HoldingEntry> holdings(
            Person person, Viewer viewer, boolean direct, Page page, Instant now) {
        List<Holding> seen = person.holdings().grants().stream()
                .filter(holding -> holding.grant().direct() == direct)
                .filter(holding -> viewer.sees(holding.grant().reference().object()))
                .toList();
        return new PageRepresentation<>(
                seen.size(),
                page.of(seen).stream()
                        .map(holding -> HoldingEntry.of(person, holding, now))
                        .toList());
    }

    private static @Nullable String single(Map<String, List<String>> attributes, String name) {
        List<String> values = attributes.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : null;
    }
}
