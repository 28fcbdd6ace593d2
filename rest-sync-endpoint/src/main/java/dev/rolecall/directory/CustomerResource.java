package dev.rolecall.directory;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.GrantChange;
import dev.rolecall.access.ObjectName;
import dev.rolecall.directory.Outcome.Status;
import dev.rolecall.people.Text;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.Page;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;

/** One customer. Who administers the system makes and removes it; who administers it or a deployment of it sees it. */
public final class CustomerResource {
    /** How many deployments one request may name. */
    static final int MOST_DEPLOYMENTS = 100;

    private final KeycloakSession session;
    private final KeycloakSessionFactory factory;
    private final HttpHeaders headers;
    private final URI self;
    private final Door door;
    private final String alias;

    CustomerResource(KeycloakSession session, Door door, String alias) {
        this.session = session;
        this.factory = session.getKeycloakSessionFactory();
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.self = session.getContext().getUri().getAbsolutePath();
        this.door = door;
        this.alias = alias;
    }

    @GET
    public Response get() {
        Caller caller = admit(ClientRole.ACCESS_VIEW, ClientRole.ACCESS_MANAGE);
        return Answer.json(Response.ok(), CustomerWork.reading(factory, caller, work -> {
            OrganizationModel customer = visible(work);
            return representation(work, customer);
        }));
    }

    @PUT
    public Response put(InputStream body) {
        Caller caller = door.admit(ClientRole.ACCESS_MANAGE);
        CustomerRequest request = CustomerRequest.of(RequestBody.objectOrNothing(body, headers));
        refuse(request.faults(alias));
        if (!canBeCalledSo()) {
            throw Fault.refusal(
                    door,
                    Fault.invalid(
                            GrantChange.CUSTOMER, ObjectName.faultOfAlias(alias).orElse("An alias is a text.")));
        }
        Put done = attempt(() -> CustomerWork.writing(factory, caller, alias, work -> put(work, request)));
        return done.status() == Status.CREATED
                ? Answer.json(Response.created(self), done.customer())
                : Answer.json(Response.ok(), done.customer());
    }

    @DELETE
    public Response delete() {
        Caller caller = admit(ClientRole.ACCESS_MANAGE);
        if (alias.equals(AccessObject.SYSTEM_ALIAS)) {
            throw Fault.refusal(door, Fault.invalid(GrantChange.CUSTOMER, "The system is not removed."));
        }
        attempt(() -> CustomerWork.writing(factory, caller, alias, work -> {
            requireSystem(work);
            OrganizationModel customer = existing(work);
            if (work.hasManagedMembers(customer)) {
                throw Fault.refusal(
                        door,
                        new Fault(
                                409,
                                GrantChange.CUSTOMER,
                                "managed-member",
                                "Accounts are managed by the customer, and Keycloak would delete them with it."));
            }
            work.remove(customer);
            return alias;
        }));
        return Response.noContent().build();
    }

    @Path("deployments")
    public DeploymentsResource deployments() {
        return new DeploymentsResource(session, door, this, alias);
    }

    @Path("members")
    public MembersResource members() {
        return new MembersResource(session, door, this, alias);
    }

    /** The caller; what no customer can be called is none. */
    Caller admit(ClientRole first, ClientRole... others) {
        Caller caller = door.admit(first, others);
        if (!canBeCalledSo()) {
            throw unknown();
        }
        return caller;
    }

    /** Whether the alias can be stored, and so be looked for. */
    private boolean canBeCalledSo() {
        return !alias.isBlank() && alias.length() <= ObjectName.MAX_LENGTH && Text.isWellFormed(alias);
    }

    /** The customer, where the caller may know that it is there. */
    OrganizationModel visible(CustomerWork work) {
        if (!work.rights().isActiveIn(alias)) {
            throw unknown();
        }
        return existing(work);
    }

    OrganizationModel existing(CustomerWork work) {
        return work.customer(alias).orElseThrow(this::unknown);
    }

    /** ADMIN on the customer or above; without, nothing is said about whether it is there. */
    void requireAdmin(CustomerWork work) {
        if (!work.rights().administers(AccessObject.ofOrganization(alias))) {
            throw Fault.refusal(door, Fault.aboveCeiling(GrantChange.CUSTOMER));
        }
    }

    private void requireSystem(CustomerWork work) {
        if (!work.rights().administersEverything()) {
            throw Fault.refusal(door, Fault.aboveCeiling(GrantChange.CUSTOMER));
        }
    }

    void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw Fault.refusal(door, faults);
        }
    }

    /** A transaction that is tried again when somebody else changes the same. */
    <T> T attempt(Supplier<T> transaction) {
        try {
            return Contention.outlast(transaction);
        } catch (RuntimeException e) {
            throw Contention.fault(GrantChange.CUSTOMER, e)
                    .<RuntimeException>map(fault -> Fault.refusal(door, fault))
                    .orElse(e);
        }
    }

    private RuntimeException unknown() {
        return Fault.refusal(
                door, new Fault(404, GrantChange.CUSTOMER, "unknown-customer", "There is no such customer."));
    }

    private record Put(Status status, CustomerRepresentation customer) {}

    private Put put(CustomerWork work, CustomerRequest request) {
        requireSystem(work);
        OrganizationModel customer = work.customer(alias).orElse(null);
        boolean isNew = customer == null;
        if (customer == null) {
            refuse(ObjectName.faultOfAlias(alias).map(text -> Fault.invalid(GrantChange.CUSTOMER, text)).stream()
                    .toList());
            String name = request.name();
            customer = work.create(alias, name == null ? alias : name);
        }
        boolean changed = work.update(customer, request.name(), request.enabled());
        if (changed && !isNew) {
            work.updated(customer);
        }
        for (String deployment : missing(work, request, isNew)) {
            if (!work.createDeployment(customer, deployment)) {
                throw Fault.refusal(door, DeploymentsResource.taken(deployment));
            }
        }
        return new Put(isNew ? Status.CREATED : Status.UPDATED, representation(work, customer));
    }

    private List<String> missing(CustomerWork work, CustomerRequest request, boolean isNew) {
        List<String> missing = new ArrayList<>(request.deployments());
        if (!isNew && !missing.isEmpty()) {
            missing.removeAll(work.deployments(alias).keySet());
        }
        return missing;
    }

    private CustomerRepresentation representation(CustomerWork work, OrganizationModel customer) {
        return CustomerRepresentation.of(
                customer, seen(work).stream().limit(Page.MOST).toList());
    }

    /** The names of the deployments the caller administers, sorted. */
    List<String> seen(CustomerWork work) {
        NavigableMap<String, String> deployments = work.deployments(alias);
        return deployments.keySet().stream()
                .filter(name -> work.rights().administers(new AccessObject.Deployment(alias, name)))
                .toList();
    }
}
