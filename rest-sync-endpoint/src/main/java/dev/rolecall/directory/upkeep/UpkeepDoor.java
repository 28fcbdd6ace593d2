package dev.rolecall.directory.upkeep;

import dev.rolecall.sync.gate.AdminGate;
import dev.rolecall.sync.gate.Caller;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Which of Keycloak's admin permissions each call takes: those the same changes take in Keycloak's own interface. Uses
 * {@code AdminPermissionEvaluator} of keycloak-services, which says what an administrator may do.
 */
final class UpkeepDoor {
    private final AdminGate gate;
    private final AdminPermissionEvaluator may;

    UpkeepDoor(AdminGate gate) {
        this.gate = gate;
        this.may = gate.permissions();
    }

    /** Findings name clients, organizations and ids of people. */
    Caller toLint() {
        return gate.admitToRealm(() -> may.realm().canViewRealm()
                && may.clients().canView()
                && may.users().canView()
                && may.orgs().canView());
    }

    /** Makes a client and an organization, changes the realm, and may give people grants. */
    Caller toAdopt() {
        return gate.admitToRealm(() -> may.realm().canManageRealm()
                && may.clients().canManage()
                && may.users().canManage()
                && may.orgs().canManage());
    }

    Caller toSeeOrigins() {
        return gate.admitToRealm(() -> may.realm().canViewRealm()
                && may.users().canView()
                && may.orgs().canView());
    }

    /** An end that is written down ends a grant, one that is taken away prolongs it. */
    Caller toRestoreOrigins() {
        return gate.admitToRealm(() -> may.realm().canManageRealm()
                && may.users().canManage()
                && may.orgs().canManage());
    }
}
