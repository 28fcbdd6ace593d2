package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.AdoptionStep.State;
import dev.rolecall.access.AdoptionStep.What;
import dev.rolecall.access.GroupPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.organization.OrganizationProvider;

/** Makes sure of what a realm needs once: all of it in one transaction, or none. What is there is left as it is. */
final class RealmAdoption {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final boolean dryRun;
    private final List<AdoptionStep> steps = new ArrayList<>();

    RealmAdoption(KeycloakSession session, RealmModel realm, boolean dryRun) {
        this.session = session;
        this.realm = realm;
        this.dryRun = dryRun;
    }

    /**
     * Organizations, guards and the system object come before the opt-in: no token ever carries a permission that
     * nothing guards.
     *
     * @param system whether the system object is there
     */
    List<AdoptionStep> adopt(boolean system) {
        step(What.ORGANIZATIONS, "realm", realm.isOrganizationsEnabled(), () -> realm.setOrganizationsEnabled(true));
        client();
        clientScope();
        UsercodeAttribute usercode = new UsercodeAttribute(session);
        step(What.USER_PROFILE, "user-profile/" + UsercodeAttribute.NAME, usercode.isDeclared(), usercode::declare);
        if (usercode.isDeclared() && usercode.isEditedByPeople()) {
            advise(
                    What.USER_PROFILE,
                    "user-profile/" + UsercodeAttribute.NAME,
                    "is edited by people themselves; let administrators edit it only");
        }
        step(What.SYSTEM_OBJECT, Trees.where(AccessObject.SYSTEM_ALIAS), system, this::createSystem);
        step(What.OPT_IN, "realm", AccessProvider.isEnabled(realm), this::optIn);
        login();
        return steps;
    }

    private void client() {
        ClientModel client = realm.getClientByClientId(OurClients.CLIENT);
        String where = "clients/" + OurClients.CLIENT;
        step(What.CLIENT, where, client != null, this::createClient);
        if (client != null && !client.isBearerOnly()) {
            advise(What.CLIENT, where, "has been there and is not bearer-only; nobody need log in with it");
        }
        ClientModel made = realm.getClientByClientId(OurClients.CLIENT);
        OurClients.ROLES.forEach((name, description) ->
                step(What.CLIENT_ROLE, where + "/roles/" + name, made != null && made.getRole(name) != null, () -> {
                    if (made != null) {
                        RoleModel role = made.addRole(name);
                        role.setDescription(description);
                    }
                }));
    }

    private void createClient() {
        ClientModel client = realm.addClient(OurClients.CLIENT);
        client.setName("Rolecall");
        client.setDescription("The audience and the roles of Rolecall's own interface");
        client.setProtocol(OurClients.OPENID_CONNECT);
        client.setEnabled(true);
        client.setBearerOnly(true);
        client.setPublicClient(false);
        client.setStandardFlowEnabled(false);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setServiceAccountsEnabled(false);
        client.setFullScopeAllowed(false);
    }

    private void clientScope() {
        String where = "client-scopes/" + OurClients.SCOPE;
        step(What.CLIENT_SCOPE, where, ourScope(realm) != null, this::createScope);
        ClientScopeModel scope = ourScope(realm);
        mapper(scope, OurClients.ACCESS_MAPPER, "access", OurClients.settingsOfAccessMapper());
        mapper(scope, OurClients.GUARD_MAPPER, "guard", Map.of());
        boolean isDefault = scope != null && isOfRealm(scope, true);
        boolean isOptional = scope != null && isOfRealm(scope, false);
        step(What.DEFAULT_SCOPE, where, isDefault, isOptional ? State.CHANGED : State.ADDED, () -> {
            if (scope != null) {
                realm.removeDefaultClientScope(scope);
                realm.addDefaultClientScope(scope, true);
            }
        });
    }

    static @Nullable ClientScopeModel ourScope(RealmModel realm) {
        return realm.getClientScopesStream()
                .filter(scope -> scope.getName().equals(OurClients.SCOPE))
                .findFirst()
                .orElse(null);
    }

    private boolean isOfRealm(ClientScopeModel scope, boolean isDefault) {
        return realm.getDefaultClientScopesStream(isDefault)
                .anyMatch(s -> s.getId().equals(scope.getId()));
    }

    private void createScope() {
        ClientScopeModel scope = realm.addClientScope(OurClients.SCOPE);
        scope.setDescription("What the person may do where: the access claim");
        scope.setProtocol(OurClients.OPENID_CONNECT);
        scope.setIncludeInTokenScope(false);
        scope.setDisplayOnConsentScreen(true);
        scope.setConsentScreenText("What you may do where");
    }

    private void mapper(@Nullable ClientScopeModel scope, String type, String name, Map<String, String> settings) {
        boolean present = scope != null
                && scope.getProtocolMappersStream()
                        .anyMatch(mapper -> mapper.getProtocolMapper().equals(type));
        step(What.MAPPER, "client-scopes/" + OurClients.SCOPE + "/mappers/" + type, present, () -> {
            if (scope != null) {
                ProtocolMapperModel mapper = new ProtocolMapperModel();
                mapper.setName(scope.getProtocolMapperByName(OurClients.OPENID_CONNECT, name) == null ? name : type);
                mapper.setProtocol(OurClients.OPENID_CONNECT);
                mapper.setProtocolMapper(type);
                mapper.setConfig(settings);
                scope.addProtocolMapper(mapper);
            }
        });
    }

    /** Its role groups are made with it, as those of every organization from the opt-in on. */
    private void createSystem() {
        OrganizationModel before = session.getContext().getOrganization();
        OrganizationModel system = session.getProvider(OrganizationProvider.class)
                .create(AccessObject.SYSTEM_ALIAS, AccessObject.SYSTEM_ALIAS);
        session.getContext().setOrganization(system);
        try {
            system.setAttributes(Map.of(GroupPlace.KIND_MARK, List.of(GroupPlace.SYSTEM_KIND)));
        } finally {
            session.getContext().setOrganization(before);
        }
    }

    private void optIn() {
        realm.setAttribute(AccessProvider.REALM_ENABLED, "true");
        Definitions.changed(realm);
    }

    private void login() {
        if (LoginFlow.asksForTheOrganization(realm)) {
            advise(
                    What.LOGIN,
                    "flows/" + realm.getBrowserFlow().getAlias(),
                    "asks for the username on a page of its own as soon as there is an organization; the guide has a"
                            + " flow that stays one page");
        }
    }

    private void step(What what, String where, boolean present, Runnable make) {
        step(what, where, present, State.ADDED, make);
    }

    private void step(What what, String where, boolean present, State otherwise, Runnable make) {
        if (!present && !dryRun) {
            make.run();
        }
        steps.add(new AdoptionStep(what, where, present ? State.PRESENT : otherwise));
    }

    private void advise(What what, String where, String note) {
        steps.add(new AdoptionStep(what, where, State.ADVICE, note));
    }
}
