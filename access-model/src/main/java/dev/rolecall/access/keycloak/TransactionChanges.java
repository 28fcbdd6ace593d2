package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserProvider;
import org.keycloak.organization.OrganizationProvider;

/**
 * What one transaction does to groups, organizations and role mappings, looked at as a whole in its prepare phase. What
 * is refused there undoes all of it, nothing can swallow the refusal, and the caller gets a 400 with the reason. At the
 * time of an event it could not be told: a group's organization is not linked yet, an attribute is taken away before it
 * is set anew, a child may be removed before its parent.
 */
final class TransactionChanges extends AbstractKeycloakTransaction {
    private static final String ATTRIBUTE = "rolecall.changes";

    private final KeycloakSession session;

    /** By realm id: at commit the session's realm may be another one. */
    private final Map<String, InRealm> byRealm = new HashMap<>();

    private boolean complete;

    private TransactionChanges(KeycloakSession session) {
        this.session = session;
    }

    static TransactionChanges of(KeycloakSession session) {
        TransactionChanges changes = session.getAttribute(ATTRIBUTE, TransactionChanges.class);
        if (changes == null) {
            changes = new TransactionChanges(session);
            session.setAttribute(ATTRIBUTE, changes);
            // providers that enlist in the transaction must exist before it commits
            session.getProvider(OrganizationProvider.class);
            session.getProvider(UserProvider.class);
            session.groups();
            session.getTransactionManager().enlistPrepare(changes);
        }
        return changes;
    }

    /** Whether the realm opted in is asked in the prepare phase: a realm import sets attributes when it likes. */
    void created(RealmModel realm, GroupModel group) {
        if (group.getType() == GroupModel.Type.ORGANIZATION) {
            in(realm).createdGroups.add(group.getId());
        }
    }

    /** Any group: a realm's own groups must have no role of ours either. */
    void updated(RealmModel realm, GroupModel group) {
        in(realm).updatedGroups.add(group.getId());
    }

    void removed(RealmModel realm, GroupModel group) {
        if (group.getType() == GroupModel.Type.ORGANIZATION) {
            in(realm).removedGroups.add(group.getId());
        }
    }

    void granted(RealmModel realm, RoleModel role) {
        in(realm).grantedRoles.add(role.getId());
    }

    /** For what no provider event tells: an organization's name, and whether it is enabled. */
    void organizationUpdated(RealmModel realm) {
        in(realm).organizationUpdated = true;
    }

    @Override
    protected void commitImpl() {
        complete = true;
        flush();
        byRealm.forEach((realmId, changes) -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                @Nullable RealmModel before = session.getContext().getRealm();
                session.getContext().setRealm(realm);
                try {
                    new ChangesCheck(session, entityManager(), realm, changes).run();
                } finally {
                    session.getContext().setRealm(before);
                }
            }
        });
    }

    @Override
    protected void rollbackImpl() {}

    /** Here Keycloak turns what the database refuses into a model error; in a query of ours it would not. */
    private void flush() {
        try {
            entityManager().flush();
        } catch (ModelDuplicateException e) {
            throw e; // the caller gets a 409
        } catch (ModelException e) {
            throw isData(e) ? Refusal.because("a name or another value is too long, or cannot be stored") : e;
        }
    }

    /** SQL state class 22: the value itself is what the database refuses. */
    private static boolean isData(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (@Nullable Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("22")) {
                return true;
            }
        }
        return false;
    }

    /** What is changed by the check itself needs no check: it lands where nobody looks any more. */
    private InRealm in(RealmModel realm) {
        return complete ? new InRealm() : byRealm.computeIfAbsent(realm.getId(), id -> new InRealm());
    }

    private EntityManager entityManager() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Ids, in the order of the changes. */
    static final class InRealm {
        final Set<String> createdGroups = new LinkedHashSet<>();
        final Set<String> updatedGroups = new LinkedHashSet<>();
        final Set<String> removedGroups = new LinkedHashSet<>();
        final Set<String> grantedRoles = new HashSet<>();
        boolean organizationUpdated;
    }
}
