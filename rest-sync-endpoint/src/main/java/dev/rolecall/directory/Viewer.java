package dev.rolecall.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Association;
import dev.rolecall.access.GranterRights;
import dev.rolecall.access.Holdings;
import dev.rolecall.access.Reference;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ErrorRepresentation.Detail;
import dev.rolecall.sync.gate.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What one caller may see: an administrator everything; anybody else the people of customers he is ADMIN of, and of their
 * access what is held there. What he may not see is answered as if it were not there.
 */
final class Viewer {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final GranterRights rights;

    private Viewer(KeycloakSession session, RealmModel realm, GranterRights rights) {
        this.session = session;
        this.realm = realm;
        this.rights = rights;
    }

    static Viewer of(KeycloakSession session, RealmModel realm, Caller caller) {
        AccessProvider access = AccessProvider.of(session);
        return new Viewer(session, realm, rights(session, realm, caller, user -> access.documentOf(realm, user)));
    }

    /** @param held how what the caller holds is read */
    static GranterRights rights(
            KeycloakSession session, RealmModel realm, Caller caller, Function<UserModel, AccessDocument> held) {
        return caller.administrator()
                ? GranterRights.UNLIMITED
                : GranterRights.of(caller.userId(), documentOf(session, realm, caller, held));
    }

    /** What the caller holds himself, as far as his token goes. */
    static AccessDocument documentOf(KeycloakSession session, RealmModel realm, Caller caller) {
        AccessProvider access = AccessProvider.of(session);
        return documentOf(session, realm, caller, user -> access.documentOf(realm, user));
    }

    private static AccessDocument documentOf(
            KeycloakSession session, RealmModel realm, Caller caller, Function<UserModel, AccessDocument> held) {
        UserModel user = session.users().getUserById(realm, caller.userId());
        if (user == null) {
            return AccessDocument.NOTHING;
        }
        return held.apply(user)
                .narrowedTo(caller.narrowing(), AccessProvider.of(session).catalog(realm));
    }

    record Person(UserModel user, Holdings holdings) {}

    Person person(String name) {
        return new People(session, realm)
                .find(name)
                .map(user -> new Person(user, AccessProvider.of(session).holdingsOf(realm, user)))
                .filter(person -> sees(person.holdings()))
                .orElseThrow(() -> unknown("user", "There is no such person."));
    }

    boolean sees(AccessObject object) {
        return rights.administers(object);
    }

    /** Of a customer's deployments perhaps only some. */
    boolean seesSomethingOf(String organization) {
        return rights.isActiveIn(organization);
    }

    /** Of a row what the caller sees of its person; other customers are left out of its lists. */
    ObjectNode shown(ObjectNode row) {
        Predicate<String> isSeen = reference -> sees(Reference.parse(reference).object());
        retain(row.withArray("/customers"), this::seesSomethingOf);
        retain(row.withArray("/roles"), isSeen);
        retain(row.withArray("/permissions"), isSeen);
        return row;
    }

    private static void retain(ArrayNode list, Predicate<String> isSeen) {
        list.removeIf(entry -> !isSeen.test(entry.asText()));
    }

    private boolean sees(Holdings person) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return rights.sees(person.associations().stream()
                .filter(association ->
                        association.member() && association.notes().isInForce(now))
                .map(Association::organization)
                .toList());
    }

    /**
     * @param customer   the parameter that names the customer
     * @param deployment the parameter that names the deployment
     */
    AccessObject existing(AccessObject object, String customer, String deployment) {
        AccessObject organization = AccessObject.ofOrganization(object.organization());
        if (!seesSomethingOf(object.organization()) || !exists(organization)) {
            throw unknown(customer, "There is no such " + customer + ".");
        }
        if (!sees(object) || !exists(object)) {
            throw unknown(deployment, "There is no such " + deployment + ".");
        }
        return object;
    }

    private boolean exists(AccessObject object) {
        return AccessProvider.of(session).exists(realm, object);
    }

    static Refusal unknown(String field, String message) {
        return Refusal.of(404, List.of(new Detail(field, "unknown-" + field, message)));
    }
}
