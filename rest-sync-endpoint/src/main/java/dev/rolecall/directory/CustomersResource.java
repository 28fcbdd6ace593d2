package dev.rolecall.directory;

import dev.rolecall.access.AccessObjects;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** The customers of a realm. */
public final class CustomersResource {
    private final KeycloakSession session;
    private final Door door;

    public CustomersResource(KeycloakSession session, Door door) {
        this.session = session;
        this.door = door;
    }

    @GET
    public Response list(@QueryParam("first") @Nullable String first, @QueryParam("max") @Nullable String max) {
        Caller caller = door.admit(ClientRole.ACCESS_VIEW, ClientRole.ACCESS_MANAGE);
        Page page = Page.of(first, max);
        return Answer.json(
                Response.ok(),
                CustomerWork.reading(session.getKeycloakSessionFactory(), caller, work -> page(work, page)));
    }

    @Path("{alias}")
    public CustomerResource item(@PathParam("alias") String alias) {
        return new CustomerResource(session, door, alias);
    }

    private static PageRepresentation<CustomerRepresentation> page(CustomerWork work, Page page) {
        AccessObjects objects = AccessProvider.of(work.session()).objects(work.realm());
        Set<String> his = work.rights().customers().orElse(null);
        long total = his == null ? objects.countCustomers() : his.size();
        List<String> aliases = his == null
                ? objects.customers(page.first(), page.max())
                : his.stream().sorted().skip(page.first()).limit(page.max()).toList();
        return new PageRepresentation<>(
                total,
                aliases.stream()
                        .flatMap(alias -> work.customer(alias).stream())
                        .map(organization -> CustomerRepresentation.of(organization, null))
                        .toList());
    }
}
