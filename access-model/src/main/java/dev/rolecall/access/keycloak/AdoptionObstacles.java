package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.AdoptionRefusedException;
import dev.rolecall.access.AdoptionRefusedException.Kind;
import dev.rolecall.access.AdoptionRefusedException.Obstacle;
import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.AdoptionStep.State;
import dev.rolecall.access.AdoptionStep.What;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;

/** What is there already and would become something else by adoption. */
final class AdoptionObstacles {
    private static final int MOST = 1_000;

    /** Groups with members that are role groups as soon as the realm opted in. */
    private static final String EXISTING_GROUPS = "select o.alias as alias, " + Trees.PARENT
            + ", g.name as name, max(x.value) as mark, count(distinct m.user.id) as members "
            + Trees.ROLE_GROUPS_JOINED
            + " join UserGroupMembershipEntity m on m.groupId = g.id"
            + " left join GroupAttributeEntity x on x.group = g and x.name = :mark" + Trees.ROLE_GROUPS_WHERE
            + " and (g.name in :types or g.name like '+%' or x.value like '_%.%')"
            + " group by o.alias, o.groupId, p.id, p.name, g.id, g.name order by o.alias, p.name, g.name";

    private static final String SYSTEMS = "select o.alias as alias, o.name as name, " + Trees.KIND_OF_ORGANIZATION
            + " from OrganizationEntity o where o.realmId = :realm and (o.alias = :system or o.name = :system)";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Findings queries;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private boolean systemIsThere;

    AdoptionObstacles(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.queries = new Findings(em, realm.getId());
    }

    /** @return what is accepted, for the administrator to read */
    List<AdoptionStep> check(boolean acceptExistingGroups) {
        modules();
        scope();
        system();
        List<Gain> gains = AccessProvider.isEnabled(realm) ? List.of() : gains();
        if (!acceptExistingGroups) {
            gains.forEach(gain -> obstacles.add(new Obstacle(Kind.EXISTING_GROUP, gain.where(), gain.text())));
        }
        if (!obstacles.isEmpty()) {
            throw new AdoptionRefusedException(obstacles);
        }
        return gains.stream()
                .map(gain -> new AdoptionStep(What.EXISTING_GROUP, gain.where(), State.ADVICE, gain.text()))
                .toList();
    }

    /** Known after {@link #check}. */
    boolean isSystemThere() {
        return systemIsThere;
    }

    private void modules() {
        for (String type : List.of(OurClients.ACCESS_MAPPER, OurClients.GUARD_MAPPER)) {
            if (session.getKeycloakSessionFactory().getProviderFactory(ProtocolMapper.class, type) == null) {
                obstacles.add(new Obstacle(
                        Kind.MODULE_MISSING,
                        "providers/" + type,
                        "is not installed on this server (rolecall-protocol-mappers.jar)"));
            }
        }
    }

    private void scope() {
        ClientScopeModel scope = RealmAdoption.ourScope(realm);
        if (scope != null && !OurClients.OPENID_CONNECT.equals(scope.getProtocol())) {
            obstacles.add(new Obstacle(
                    Kind.SCOPE_TAKEN,
                    "client-scopes/" + OurClients.SCOPE,
                    "is a client scope of another protocol; rename it first"));
        }
    }

    private void system() {
        for (Tuple row : queries.rows(
                SYSTEMS, Map.of("system", AccessObject.SYSTEM_ALIAS, "kind", GroupPlace.KIND_MARK), MOST)) {
            String alias = row.get("alias", String.class);
            boolean isOurs = alias.equals(AccessObject.SYSTEM_ALIAS)
                    && GroupPlace.SYSTEM_KIND.equals(row.get("kind", String.class));
            systemIsThere |= isOurs;
            if (!isOurs) {
                obstacles.add(new Obstacle(
                        Kind.SYSTEM_TAKEN,
                        Trees.where(alias),
                        alias.equals(AccessObject.SYSTEM_ALIAS)
                                ? "has the alias that stands for the system; if it is to be the system object, give it"
                                        + " the attribute rolecall.kind=SYSTEM, otherwise it cannot keep its alias"
                                : "is named system, as the system object must be; rename it first"));
            }
        }
    }

    private List<Gain> gains() {
        return queries.rows(EXISTING_GROUPS, Trees.parameters(), MOST).stream()
                .map(AdoptionObstacles::gain)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Gain> gain(Tuple row) {
        String alias = row.get("alias", String.class);
        String parent = row.get("parent", String.class);
        String name = row.get("name", String.class);
        long members = row.get("members", Long.class);
        return GroupPlace.grant(alias, parent, null, name, row.get("mark", String.class))
                .filter(AdoptionObstacles::isReal)
                .map(grant -> new Gain(Trees.where(alias, parent, name), grant, members));
    }

    /** SUPER of a customer gives nothing. */
    private static boolean isReal(Grant grant) {
        return grant.direct()
                || grant.reference()
                        .type()
                        .map(type -> type.existsOn(grant.reference().scope()))
                        .orElse(true);
    }

    private record Gain(String where, Grant grant, long members) {
        String text() {
            return members + (members == 1 ? " member gains " : " members gain ") + grant.reference();
        }
    }
}
