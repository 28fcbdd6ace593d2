package dev.rolecall.access.keycloak;

import dev.rolecall.access.Finding;
import dev.rolecall.access.Finding.Code;
import dev.rolecall.access.PermissionCatalog;
import jakarta.persistence.Tuple;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperConfigException;

/** Looks at client scopes, clients and their mappers: whether tokens say what they should, and nothing else. */
final class ClientLint {
    private static final String MAPPERS =
            " from ProtocolMapperEntity p %s left join p.client c left join p.clientScope s"
                    + " where (c.realmId = :realm or s.realmId = :realm) and ";

    private static final String ORDER = " order by c.clientId, s.name, p.name";

    /** Mappers of Keycloak that give a role, or another name to one. */
    private static final List<String> ROLE_MAPPERS = List.of(
            "oidc-hardcoded-role-mapper",
            "oidc-role-name-mapper",
            "saml-hardcode-role-mapper",
            "saml-role-name-mapper");

    private static final String PERMISSION = "it would hold in the whole realm";

    private final Findings findings;
    private final KeycloakSession session;
    private final RealmModel realm;
    private final ClaimWriters writers = new ClaimWriters();

    ClientLint(Findings findings, KeycloakSession session, RealmModel realm) {
        this.findings = findings;
        this.session = session;
        this.realm = realm;
    }

    void look(PermissionCatalog catalog) {
        scope();
        Set<String> claims = ourMappers();
        writers.look(findings);
        roleMappers(catalog);
        otherMappersOf(claims);
        if (findings.has(
                Code.PERMISSION_IN_COMPOSITE,
                Code.PERMISSION_IN_DEFAULT_ROLE,
                Code.PERMISSION_MAPPED_TO_USER,
                Code.PERMISSION_MAPPED_TO_GROUP,
                Code.PERMISSION_IN_MAPPER)) {
            clientsWithoutGuard();
        }
    }

    private void scope() {
        List<Tuple> scopes = findings.rows(
                "select s.id as id from ClientScopeEntity s where s.realmId = :realm and s.name = :name",
                Map.of("name", OurClients.SCOPE),
                1);
        String where = "client-scopes/" + OurClients.SCOPE;
        if (scopes.isEmpty()) {
            findings.add(
                    Code.ACCESS_SCOPE_MISSING,
                    where,
                    "does not exist: tokens carry no access, and nothing guards them");
            return;
        }
        String id = text(scopes.get(0), "id");
        Set<String> types = findings
                .rows(
                        "select p.protocolMapper as type from ProtocolMapperEntity p where p.clientScope.id = :scope"
                                + " and p.clientScope.realmId = :realm",
                        Map.of("scope", id),
                        Findings.MOST_ROWS)
                .stream()
                .map(row -> text(row, "type"))
                .collect(Collectors.toSet());
        if (!types.contains(OurClients.GUARD_MAPPER)) {
            findings.add(
                    Code.ACCESS_SCOPE_WITHOUT_GUARD,
                    where,
                    "has no mapper " + OurClients.GUARD_MAPPER
                            + ": a permission that is mapped like an ordinary role would hold in the whole realm");
        }
        if (!types.contains(OurClients.ACCESS_MAPPER)) {
            findings.add(
                    Code.ACCESS_SCOPE_WITHOUT_ACCESS,
                    where,
                    "has no mapper " + OurClients.ACCESS_MAPPER + ": tokens carry no access");
        }
        if (realm.getDefaultClientScopesStream(true)
                .noneMatch(scope -> scope.getId().equals(id))) {
            findings.add(
                    Code.ACCESS_SCOPE_NOT_DEFAULT,
                    where,
                    "is no default client scope of the realm: clients made from now on do not have it");
        }
    }

    /** @return the claims that access mappers write */
    private Set<String> ourMappers() {
        Set<String> claims = new LinkedHashSet<>();
        for (Tuple row : findings.all(
                Code.BAD_MAPPER_SETTINGS,
                "select p.id as id, p.name as name, p.protocolMapper as type, c.id as client, c.clientId as clientId,"
                        + " s.id as scope, s.name as scopeName" + MAPPERS.formatted("")
                        + "p.protocolMapper like 'rolecall-%'" + ORDER,
                Map.of())) {
            ProtocolMapperContainerModel container = container(row);
            ProtocolMapperModel mapper = container == null ? null : container.getProtocolMapperById(text(row, "id"));
            if (container != null && mapper != null) {
                examine(row, container, mapper);
                note(row, mapper);
                if (OurClients.ACCESS_MAPPER.equals(mapper.getProtocolMapper())) {
                    claims.add(mapper.getConfig().getOrDefault(OurClients.CLAIM_NAME, OurClients.SCOPE));
                }
            }
        }
        return claims;
    }

    private void note(Tuple row, ProtocolMapperModel mapper) {
        @Nullable String claim = mapper.getConfig().get(OurClients.CLAIM_NAME);
        if (claim == null && OurClients.ACCESS_MAPPER.equals(mapper.getProtocolMapper())) {
            claim = OurClients.SCOPE;
        }
        @Nullable String client = row.get("client", String.class);
        if (claim != null && client != null) {
            writers.ofClient(claim, client, "clients/" + text(row, "clientId"));
        } else if (claim != null) {
            writers.ofScope(claim, text(row, "scope"), "client-scopes/" + text(row, "scopeName"));
        }
    }

    private @Nullable ProtocolMapperContainerModel container(Tuple row) {
        @Nullable String client = row.get("client", String.class);
        return client == null ? realm.getClientScopeById(text(row, "scope")) : realm.getClientById(client);
    }

    private void examine(Tuple row, ProtocolMapperContainerModel container, ProtocolMapperModel mapper) {
        Object factory = session.getKeycloakSessionFactory()
                .getProviderFactory(ProtocolMapper.class, mapper.getProtocolMapper());
        if (!(factory instanceof ProtocolMapper type)) {
            findings.add(
                    Code.UNKNOWN_MAPPER,
                    where(row),
                    "is a " + mapper.getProtocolMapper()
                            + ", which this server does not know: its module is not installed, and it does nothing");
            return;
        }
        try {
            type.validateConfig(session, realm, container, mapper);
        } catch (ProtocolMapperConfigException e) {
            findings.add(Code.BAD_MAPPER_SETTINGS, where(row), "does not do what it should: " + e.getMessage());
        }
    }

    private void roleMappers(PermissionCatalog catalog) {
        findings.some(
                Code.PERMISSION_IN_MAPPER,
                "select p.name as name, c.clientId as clientId, s.name as scopeName, value(f) as role"
                        + MAPPERS.formatted("join p.config f")
                        + "p.protocolMapper in :types and key(f) in :keys" + ORDER + ", key(f)",
                Map.of("types", ROLE_MAPPERS, "keys", List.of("role", "new.role.name")),
                row -> Optional.ofNullable(row.get("role", String.class))
                        .filter(catalog::isMarked)
                        .map(role -> new Finding(
                                Code.PERMISSION_IN_MAPPER,
                                where(row),
                                "gives or renames " + role + "; " + PERMISSION)));
    }

    private void otherMappersOf(Set<String> claims) {
        if (claims.isEmpty()) {
            return;
        }
        findings.some(
                Code.CLAIM_OVERWRITTEN,
                "select p.name as name, c.clientId as clientId, s.name as scopeName, value(f) as claim"
                        + MAPPERS.formatted("join p.config f")
                        + "p.protocolMapper not like 'rolecall-%' and key(f) = :key" + ORDER,
                Map.of("key", OurClients.CLAIM_NAME),
                row -> Optional.ofNullable(row.get("claim", String.class))
                        .filter(claim ->
                                claims.stream().anyMatch(ours -> claim.equals(ours) || claim.startsWith(ours + ".")))
                        .map(claim -> new Finding(
                                Code.CLAIM_OVERWRITTEN,
                                where(row),
                                "writes the claim " + claim + ", which applications read as what a person may do")));
    }

    /** Only worth a word where there is something to guard against; every client of its own makes a token. */
    private void clientsWithoutGuard() {
        findings.each(
                "select c.clientId as clientId from ClientEntity c where c.realmId = :realm and c.enabled = true"
                        + " and c.bearerOnly = false and c.fullScopeAllowed = true"
                        + " and (c.protocol is null or c.protocol = 'openid-connect')"
                        + " and not exists (select 1 from ProtocolMapperEntity p where p.client = c"
                        + " and p.protocolMapper = :guard) and not exists (select 1 from ClientScopeClientMappingEntity x"
                        + " join ProtocolMapperEntity p on p.clientScope.id = x.clientScopeId"
                        + " where x.clientId = c.id and p.protocolMapper = :guard) order by c.clientId",
                Map.of("guard", OurClients.GUARD_MAPPER),
                row -> new Finding(
                        Code.CLIENT_WITHOUT_GUARD,
                        "clients/" + text(row, "clientId"),
                        "has all roles in its scope and no guard mapper, while a permission is mapped like an ordinary"
                                + " role: add the client scope access to it, so that whatever writes roles into userinfo"
                                + " and introspection is guarded too, or take that mapping away"));
    }

    private static String where(Tuple row) {
        @Nullable String client = row.get("clientId", String.class);
        String container = client == null ? "client-scopes/" + text(row, "scopeName") : "clients/" + client;
        return container + "/mappers/" + text(row, "name");
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
