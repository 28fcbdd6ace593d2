package dev.rolecall.directory;

import dev.rolecall.access.GrantChange;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.Reference;
import dev.rolecall.directory.Outcome.Status;
import dev.rolecall.sync.gate.AuditTrail;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.organization.OrganizationProvider;

/** The admin events of this package: of grants under a type of our own, of all else as Keycloak's resources write them. */
final class AccessEvents {
    static final String GRANT = "ROLECALL_GRANT";

    private static final String ORGANIZATION = "ORGANIZATION";
    private static final String MEMBERSHIP = "ORGANIZATION_MEMBERSHIP";
    private static final String GROUP = "ORGANIZATION_GROUP";
    private static final String ORGANIZATIONS = "organizations";

    private final KeycloakSession session;
    private final AuditTrail trail;

    AccessEvents(KeycloakSession session, AuditTrail trail) {
        this.session = session;
        this.trail = trail;
    }

    /** Grants that end with an association have events of their own. */
    void changed(String userId, GrantChange change, GrantPlan plan, Status status) {
        OperationType operation = operation(status);
        ended(userId, plan.lapsed());
        if (change instanceof GrantChange.Give give) {
            grant(operation, userId, Reference.parse(give.reference()).toString(), give.end());
        } else if (change instanceof GrantChange.Take) {
            plan.removed().forEach(reference -> grant(operation, userId, reference, null));
        } else if (change instanceof GrantChange.Associate associate) {
            member(operation, userId, associate.customer(), associate.end());
        } else if (change instanceof GrantChange.Dissociate dissociate) {
            ended(userId, plan.removed());
            if (plan.removed().isEmpty()) {
                member(operation, userId, dissociate.customer(), null);
            }
        }
    }

    /** @param ended aliases of customers and references */
    void ended(String userId, List<String> ended) {
        ended.forEach(what -> {
            if (what.indexOf('@') < 0) {
                member(OperationType.DELETE, userId, what, null);
            } else {
                grant(OperationType.DELETE, userId, what, null);
            }
        });
    }

    void customer(OperationType operation, String organizationId) {
        trail.write(operation, ORGANIZATION, Map.of(), ORGANIZATIONS, organizationId);
    }

    void deployment(OperationType operation, String organizationId, String groupId) {
        trail.write(operation, GROUP, Map.of(), ORGANIZATIONS, organizationId, "groups", groupId);
    }

    private void grant(OperationType operation, String userId, String reference, @Nullable Instant end) {
        Map<String, String> details = details(end);
        details.put("grant", reference);
        trail.write(operation, GRANT, details, "users", userId, "grants");
    }

    private void member(OperationType operation, String userId, String alias, @Nullable Instant end) {
        OrganizationModel organization =
                session.getProvider(OrganizationProvider.class).getByAlias(alias);
        Map<String, String> details = details(end);
        details.put("customer", alias);
        trail.write(
                operation,
                MEMBERSHIP,
                details,
                ORGANIZATIONS,
                organization == null ? alias : organization.getId(),
                "members",
                userId);
    }

    private static Map<String, String> details(@Nullable Instant end) {
        Map<String, String> details = new HashMap<>();
        if (end != null) {
            details.put("expiresAt", end.toString());
        }
        return details;
    }

    private static OperationType operation(Status status) {
        return switch (status) {
            case CREATED -> OperationType.CREATE;
            case REMOVED -> OperationType.DELETE;
            default -> OperationType.UPDATE;
        };
    }
}
