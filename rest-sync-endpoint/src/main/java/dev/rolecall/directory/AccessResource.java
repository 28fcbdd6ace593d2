package dev.rolecall.directory;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Grant;
import dev.rolecall.access.Holding;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.directory.Viewer.Person;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Who may do what: of a person, and on an object. Reads in one transaction, and never from what is kept of a person. */
public final class AccessResource {
    private final KeycloakSession session;
    private final KeycloakSessionFactory factory;
    private final Door door;

    public AccessResource(KeycloakSession session, Door door) {
        this.session = session;
        this.factory = session.getKeycloakSessionFactory();
        this.door = door;
    }

    /** With a user what that person may do, on a customer only where that is named too; otherwise who may on the object. */
    @GET
    public Response access(
            @QueryParam("user") @Nullable String user,
            @QueryParam("customer") @Nullable String customer,
            @QueryParam("deployment") @Nullable String deployment,
            @QueryParam("permission") @Nullable String permission,
            @QueryParam("role") @Nullable String role,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max) {
        String address = session.getContext().getUri().getAbsolutePath().toString();
        Caller caller = door.admit(ClientRole.ACCESS_VIEW);
        Page page = Page.of(first, max);
        AccessObject object = object(user, customer, deployment);
        String name = AccessQuery.optional("user", user);
        Object answer = RealmJob.in(factory, caller.realmId(), (inner, realm) -> {
            Viewer viewer = Viewer.of(inner, realm, caller);
            AccessObject existing = object == null ? null : viewer.existing(object, "customer", "deployment");
            if (name != null || existing == null) {
                Person person = viewer.person(AccessQuery.required("user", name));
                return ofPerson(inner, realm, viewer, person, existing, address, page);
            }
            PermissionCatalog catalog = AccessProvider.of(inner).catalog(realm);
            Predicate<Grant> wanted = on(viewer::sees).and(wanted(permission, role, catalog));
            return on(inner, realm, existing, wanted, page);
        });
        return Answer.json(Response.ok(), answer);
    }

    @Path("explain")
    public ExplainResource explain() {
        return new ExplainResource(session, door);
    }

    private static AccessRepresentation ofPerson(
            KeycloakSession session,
            RealmModel realm,
            Viewer viewer,
            Person person,
            @Nullable AccessObject part,
            String address,
            Page page) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        Predicate<AccessObject> shown = object -> viewer.sees(object) && (part == null || part.reaches(object));
        List<Holding> grants = person.holdings().grants().stream()
                .filter(holding -> on(shown).test(holding.grant()))
                .toList();
        return AccessRepresentation.of(
                person,
                person.holdings()
                        .document(AccessProvider.of(session).catalog(realm), now)
                        .only(shown),
                grants,
                AccessProvider.of(session).evidenceOf(realm, person.user()),
                page,
                address,
                now);
    }

    private static PageRepresentation<HolderRepresentation> on(
            KeycloakSession session, RealmModel realm, AccessObject object, Predicate<Grant> wanted, Page page) {
        return HolderRepresentation.of(
                session, AccessProvider.of(session).holders(realm, object, wanted, page.first(), page.max()));
    }

    private static Predicate<Grant> on(Predicate<AccessObject> objects) {
        return grant -> objects.test(grant.reference().object());
    }

    private static Predicate<Grant> wanted(
            @Nullable String permission, @Nullable String role, PermissionCatalog catalog) {
        Predicate<Grant> wanted = grant -> true;
        if (permission != null) {
            Permission known = AccessQuery.permission(AccessQuery.required("permission", permission), catalog);
            wanted = wanted.and(grant -> catalog.gives(grant, known));
        }
        if (role != null) {
            String name = AccessQuery.role(AccessQuery.required("role", role), catalog);
            wanted = wanted.and(
                    grant -> !grant.direct() && grant.reference().name().equals(name));
        }
        return wanted;
    }

    /** Null where the whole of a person is asked for. */
    private static @Nullable AccessObject object(
            @Nullable String user, @Nullable String customer, @Nullable String deployment) {
        if (customer == null && deployment == null) {
            if (user == null) {
                throw Refusal.badRequest("user", AccessQuery.INVALID, "Either a user or a customer is asked for.");
            }
            return null;
        }
        return AccessQuery.object(
                AccessQuery.required("customer", customer), AccessQuery.optional("deployment", deployment));
    }
}
