package dev.rolecall.directory;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.ObjectName;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;

/** The deployments of a customer. Who administers the customer makes and removes them. */
public final class DeploymentsResource {
    private static final String DEPLOYMENT = "deployment";

    private final KeycloakSessionFactory factory;
    private final URI self;
    private final Door door;
    private final CustomerResource above;
    private final String alias;

    DeploymentsResource(KeycloakSession session, Door door, CustomerResource above, String alias) {
        this.factory = session.getKeycloakSessionFactory();
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
            above.visible(work);
            List<String> names = above.seen(work);
            return new PageRepresentation<>(
                    names.size(),
                    names.stream()
                            .skip(page.first())
                            .limit(page.max())
                            .map(name -> new DeploymentRepresentation(alias, name))
                            .toList());
        }));
    }

    @GET
    @Path("{deployment}")
    public Response get(@PathParam("deployment") String name) {
        Caller caller = above.admit(ClientRole.ACCESS_VIEW, ClientRole.ACCESS_MANAGE);
        return Answer.json(Response.ok(), CustomerWork.reading(factory, caller, work -> {
            above.visible(work);
            if (!above.seen(work).contains(name)) {
                throw unknown();
            }
            return new DeploymentRepresentation(alias, name);
        }));
    }

    @PUT
    @Path("{deployment}")
    public Response put(@PathParam("deployment") String name) {
        Caller caller = above.admit(ClientRole.ACCESS_MANAGE);
        boolean isNew = above.attempt(() -> CustomerWork.writing(factory, caller, alias, work -> create(work, name)));
        DeploymentRepresentation deployment = new DeploymentRepresentation(alias, name);
        return isNew ? Answer.json(Response.created(self), deployment) : Answer.json(Response.ok(), deployment);
    }

    @DELETE
    @Path("{deployment}")
    public Response delete(@PathParam("deployment") String name) {
        Caller caller = above.admit(ClientRole.ACCESS_MANAGE);
        above.attempt(() -> CustomerWork.writing(factory, caller, alias, work -> {
            above.requireAdmin(work);
            OrganizationModel customer = above.existing(work);
            String group = work.deployments(alias).get(name);
            if (group == null) {
                throw unknown();
            }
            work.removeDeployment(customer, group);
            return name;
        }));
        return Response.noContent().build();
    }

    static Fault taken(String name) {
        return Fault.conflict(DEPLOYMENT, "A group of the customer that is no deployment is called " + name + ".");
    }

    private boolean create(CustomerWork work, String name) {
        above.requireAdmin(work);
        if (alias.equals(AccessObject.SYSTEM_ALIAS)) {
            throw Fault.refusal(door, Fault.invalid(DEPLOYMENT, "The system has no deployments."));
        }
        OrganizationModel customer = above.existing(work);
        if (work.deployments(alias).containsKey(name)) {
            return false;
        }
        above.refuse(ObjectName.faultOfDeployment(name).map(text -> Fault.invalid(DEPLOYMENT, text)).stream()
                .toList());
        if (!work.createDeployment(customer, name)) {
            throw Fault.refusal(door, taken(name));
        }
        return true;
    }

    private Refusal unknown() {
        return Fault.refusal(
                door, new Fault(404, DEPLOYMENT, "unknown-deployment", "The customer has no such deployment."));
    }
}
