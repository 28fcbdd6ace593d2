package dev.rolecall.sync.gate;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Lets administrators in by Keycloak's own admin permissions; Keycloak has checked the token and the realm it is for.
 * Who may see users and organizations has the viewing roles of the integrations, who may manage both the others.
 *
 * <p>Uses {@code AdminPermissionEvaluator} of keycloak-services, which an administration resource is handed.
 */
public final class AdminGate implements Door {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;

    public AdminGate(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    @Override
    public Caller admit(ClientRole first, ClientRole... others) {
        Set<ClientRole> roles = EnumSet.of(first, others);
        roles.removeIf(role -> !isPermitted(role));
        if (roles.isEmpty()) {
            throw forbidden();
        }
        if (!Gate.isOpen(realm)) {
            throw Refusal.notFound();
        }
        return enter(roles);
    }

    /** For what concerns the realm itself, also one that did not opt in. */
    public Caller admitToRealm(BooleanSupplier mayDoIt) {
        if (!mayDoIt.getAsBoolean()) {
            throw forbidden();
        }
        return enter(Set.of());
    }

    public AdminPermissionEvaluator permissions() {
        return permissions;
    }

    private Caller enter(Set<ClientRole> roles) {
        AdminAuth auth = permissions.adminAuth();
        Caller caller = new Caller(
                realm.getId(),
                auth.getRealm().getId(),
                auth.getClient().getId(),
                auth.getClient().getClientId(),
                auth.getUser().getId(),
                session.getContext().getConnection().getRemoteHost(),
                roles,
                true,
                TokenUse.of(auth.getToken().getId(), auth.getToken().getExp()));
        session.getTransactionManager().commit();
        return caller;
    }

    private boolean isPermitted(ClientRole role) {
        return switch (role) {
            case USER_VIEW, ACCESS_VIEW, IMPORT_VIEW ->
                permissions.users().canView() && permissions.orgs().canView();
            case IMPORT_CREATE, SYNC_WRITE, ACCESS_MANAGE ->
                permissions.users().canManage() && permissions.orgs().canManage();
        };
    }

    private Refusal forbidden() {
        session.getTransactionManager().setRollbackOnly();
        return Refusal.forbidden("The administrator lacks the permission for this.");
    }
}
