package dev.rolecall.directory;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.GrantBatch.AssociationState;
import dev.rolecall.access.GrantChange;
import dev.rolecall.directory.Outcome.Status;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import dev.rolecall.sync.gate.Parameters;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;

/**
 * Who is associated with a customer, or with the system. Who administers it associates people he sees; that is everybody
 * only for who administers the system.
 */
public final class MembersResource {
    private final KeycloakSessionFactory factory;
    private final HttpHeaders headers;
    private final URI self;
    private final Door door;
    private final CustomerResource above;
    private final String alias;

    MembersResource(KeycloakSession session, Door door, CustomerResource above, String alias) {
        this.factory = session.getKeycloakSessionFactory();
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.self = session.getContext().getUri().getAbsolutePath();
        this.door = door;
        this.above = above;
        this.alias = alias;
    }

    @GET
    public Response list(@QueryParam("first") @Nullable String first, @QueryParam("max") @Nullable String max) {
        Caller caller = above.admit(ClientRole.ACCESS_VIEW, ClientRole.ACCESS_MANAGE);
        Page page = Page.of(first, max);
        return Answer.json(Response.ok(), CustomerWork.reading(factory, caller, work -> {
            above.requireAdmin(work);
            OrganizationModel customer = above.existing(work);
            List<UserModel> members = work.members(customer, page.first(), page.max());
            Map<String, AssociationState> associations = work.access()
                    .grants()
                    .associations(members.stream().map(UserModel::getId).toList(), alias);
            return new PageRepresentation<>(
                    work.countMembers(customer),
                    members.stream()
                            .flatMap(member -> Optional.ofNullable(associations.get(member.getId()))
                                    .map(state -> MemberRepresentation.of(member, state, List.of()))
                                    .stream())
                            .toList());
        }));
    }

    @GET
    @Path("{user}")
    public Response get(@PathParam("user") String user) {
        Caller caller = above.admit(ClientRole.ACCESS_VIEW, ClientRole.ACCESS_MANAGE);
        return Answer.json(Response.ok(), CustomerWork.reading(factory, caller, work -> {
            above.visible(work);
            return work.access()
                    .visible(user)
                    .flatMap(member -> representation(work, member))
                    .orElseThrow(this::unknown);
        }));
    }

    @PUT
    @Path("{user}")
    public Response put(@PathParam("user") String user, InputStream body) {
        Caller caller = above.admit(ClientRole.ACCESS_MANAGE);
        Members members = RequestBody.objectOrNothing(body, headers);
        Instant end = members.end("expiresAt", Instant.ofEpochMilli(Time.currentTimeMillis()));
        above.refuse(members.faults());
        Status status = change(caller, user, new GrantChange.Associate(alias, end));
        return Answer.json(
                status == Status.CREATED ? Response.created(self) : Response.ok(),
                new ChangeRepresentation(status.wire()));
    }

    @DELETE
    @Path("{user}")
    public Response delete(@PathParam("user") String user, @QueryParam("allOrigins") @Nullable String allOrigins) {
        Caller caller = above.admit(ClientRole.ACCESS_MANAGE);
        change(caller, user, new GrantChange.Dissociate(alias, Parameters.flag("allOrigins", allOrigins)));
        return Response.noContent().build();
    }

    private Status change(Caller caller, String user, GrantChange change) {
        return above.attempt(() -> CustomerWork.writing(factory, caller, alias, work -> {
            above.requireAdmin(work);
            above.existing(work);
            Outcome outcome = work.access().apply(user, change);
            if (outcome.isRejected()) {
                throw Fault.refusal(door, outcome.faults());
            }
            return outcome.status();
        }));
    }

    private Optional<MemberRepresentation> representation(CustomerWork work, UserModel member) {
        return work.access()
                .grants()
                .association(member.getId(), alias)
                .map(state -> MemberRepresentation.of(member, state, evidence(work, member, state)));
    }

    /** What the caller may see of it: a rule may name a deployment he does not administer. */
    private List<Evidence> evidence(CustomerWork work, UserModel member, AssociationState state) {
        return AccessProvider.of(work.session()).evidenceOf(work.realm(), member).stream()
                .filter(each -> state.origins().stream().anyMatch(origin -> each.isBehindAssociation(alias, origin)))
                .filter(each -> work.rights().administers(each.object()))
                .toList();
    }

    private Refusal unknown() {
        return Fault.refusal(door, Fault.unknownUser());
    }
}
