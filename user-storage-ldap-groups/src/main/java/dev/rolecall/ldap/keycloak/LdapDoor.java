package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import java.net.URI;
import java.util.Map;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Lets administrators in by Keycloak's own admin permissions, and writes admin events in their name. Whoever lacks the
 * permission learns nothing, not even whether the realm opted in.
 *
 * <p>Uses {@code AdminPermissionEvaluator} and {@code AdminEventBuilder} of keycloak-services, which an administration
 * resource is handed and which nothing public stands for.
 */
final class LdapDoor {
    private static final String RESOURCE = "ROLECALL_LDAP_GROUPS";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator may;
    private final AdminEventBuilder events;
    private final Readings readings;

    LdapDoor(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator may,
            AdminEventBuilder events,
            Readings readings) {
        this.session = session;
        this.realm = realm;
        this.may = may;
        this.events = events;
        this.readings = readings;
    }

    /** Counts, groups that rules name, and what rules cannot give: nothing about people. */
    void toSeeReports() {
        enter(may.realm().canViewRealm());
    }

    /** What people would get, and the groups they are in. */
    void toSeePeople() {
        enter(may.realm().canViewRealm() && may.users().canView());
    }

    /** Rules of the caller's own can ask for any attribute the directory has of people, so he must be who may save them. */
    void toTryRules() {
        enter(may.realm().canManageRealm() && may.users().canView());
    }

    /** Gives people roles and takes them. */
    void toChangePeople() {
        enter(may.realm().canManageRealm() && may.users().canManage());
    }

    /** Makes LDAP providers and mappers, as by Keycloak's own API. */
    void toMakeProviders() {
        enter(may.realm().canManageRealm());
    }

    /** Ends the request's transaction: what follows has transactions of its own. */
    private void enter(boolean isPermitted) {
        if (!isPermitted) {
            session.getTransactionManager().setRollbackOnly();
            throw LdapRefusal.forbidden();
        }
        if (!realm.isEnabled() || !AccessProvider.isEnabled(realm)) {
            throw LdapRefusal.notFound();
        }
        session.getTransactionManager().commit();
    }

    KeycloakSessionFactory factory() {
        return session.getKeycloakSessionFactory();
    }

    String realmId() {
        return realm.getId();
    }

    Readings readings() {
        return readings;
    }

    KeycloakSession session() {
        return session;
    }

    /** Writes the admin event that Keycloak's own API writes for a component, without its settings. */
    void made(KeycloakSession own, ComponentModel component) {
        events.clone(own)
                .operation(OperationType.CREATE)
                .resource(ResourceType.COMPONENT)
                .resourcePath("components", component.getId())
                .success();
    }

    /** The address at which Keycloak's own API has a component. */
    URI addressOf(ComponentModel component) {
        return session.getContext()
                .getUri()
                .getBaseUriBuilder()
                .path("admin/realms/{realm}/components/{id}")
                .build(realm.getName(), component.getId());
    }

    /**
     * Writes an admin event.
     *
     * @param what   for example {@code reconcile}
     * @param counts of people, who are not named
     */
    void wrote(String mapper, String what, Map<String, Integer> counts) {
        OwnSession.doing(factory(), realm.getId(), own -> {
            AdminEventBuilder event = events.clone(own)
                    .operation(OperationType.ACTION)
                    .resource(RESOURCE)
                    .resourcePath("rolecall-ldap", mapper, what);
            counts.forEach((name, count) -> event.detail(name, String.valueOf(count)));
            event.success();
        });
    }
}
