package dev.rolecall.people;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Ceiling;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Origin;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Wanted;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.UserAdapter;

/**
 * A person in the row format. What a person does not have is left out, and so is the password.
 */
public final class SyncPayload {
    private static final GrantRules SYNC = new GrantRules(new Origin(Origin.Kind.SYNC, null), Ceiling.DEFAULT, false);

    private SyncPayload() {}

    /**
     * What is stored, and of the grants what imports and syncs gave: sending it back changes nothing. Empty if nobody has
     * the usercode, or several people carry it.
     */
    public static Optional<ObjectNode> of(KeycloakSession session, RealmModel realm, String usercode) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return new StoredPeople(em, realm.getId()).withUsercode(usercode).map(user -> {
            GrantBatch grants = AccessProvider.of(session).grants(realm, SYNC);
            grants.load(List.of(user.getId()));
            Map<String, List<String>> settable =
                    new ProfileCheck(session).settable(new UserAdapter(session, realm, em, user));
            return payload(usercode, StoredPeople.state(user), settable, grants.given(user.getId()));
        });
    }

    /**
     * What another system takes over from this user: every association and grant in force, whoever gave it. Empty if the
     * user has no usercode, or several. One query for the associations, and no other as long as the user is cached.
     *
     * @param attributes names of the attributes to go with it
     */
    public static Optional<ObjectNode> inForce(
            KeycloakSession session, RealmModel realm, UserModel user, Set<String> attributes) {
        PersonState state = StoredPeople.state(user);
        if (state.usercodes().size() != 1) {
            return Optional.empty();
        }
        Map<String, List<String>> wanted = new TreeMap<>(state.attributes());
        wanted.keySet().retainAll(attributes);
        return Optional.of(payload(state.usercodes().get(0), state, wanted, held(session, realm, user)));
    }

    /** Whether a row may have an attribute of that name. */
    public static boolean isAttribute(String name) {
        return AttributeName.isAllowed(name);
    }

    private static Wanted held(KeycloakSession session, RealmModel realm, UserModel user) {
        AccessProvider access = AccessProvider.of(session);
        PermissionCatalog catalog = access.catalog(realm);
        List<Grant> grants = access.grantsInForce(realm, user).stream()
                .filter(catalog::defines)
                .toList();
        return new Wanted(access.associationsInForce(realm, user), references(grants, false), references(grants, true));
    }

    private static List<String> references(List<Grant> grants, boolean direct) {
        return grants.stream()
                .filter(grant -> grant.direct() == direct)
                .map(grant -> grant.reference().toString())
                .sorted()
                .toList();
    }

    private static ObjectNode payload(
            String usercode, PersonState state, Map<String, List<String>> settable, Wanted given) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put(RowField.USERCODE.wire(), usercode);
        row.put(RowField.USERNAME.wire(), state.username());
        put(row, RowField.EMAIL, state.email());
        put(row, RowField.FIRST_NAME, state.firstName());
        put(row, RowField.LAST_NAME, state.lastName());
        row.put(RowField.ENABLED.wire(), state.enabled());
        put(row, RowField.USER_TYPE, single(state, AttributeName.USER_TYPE));
        attributes(row.putObject("attributes"), settable);
        list(row.putArray(RowField.CUSTOMERS.wire()), given.customers());
        list(row.putArray(RowField.ROLES.wire()), given.roles());
        list(row.putArray(RowField.PERMISSIONS.wire()), given.permissions());
        put(row, RowField.TERMINATION_DATE, single(state, AttributeName.TERMINATION_DATE));
        return row;
    }

    private static void put(ObjectNode row, RowField field, @Nullable String value) {
        if (value != null) {
            row.put(field.wire(), value);
        }
    }

    private static @Nullable String single(PersonState state, String attribute) {
        List<String> values = state.attributes().getOrDefault(attribute, List.of());
        return values.size() == 1 ? values.get(0) : null;
    }

    private static void attributes(ObjectNode attributes, Map<String, List<String>> settable) {
        new TreeMap<>(settable).forEach((name, values) -> {
            if (AttributeName.isAllowed(name) && !values.isEmpty()) {
                list(attributes.putArray(name), values.stream().sorted().toList());
            }
        });
    }

    private static void list(ArrayNode array, @Nullable List<String> values) {
        if (values != null) {
            values.forEach(array::add);
        }
    }
}
