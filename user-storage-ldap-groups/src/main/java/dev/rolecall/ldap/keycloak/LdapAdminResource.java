package dev.rolecall.ldap.keycloak;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The root of the administration API of LDAP groups: makes providers with a mapper, and has one resource for each mapper. */
public final class LdapAdminResource {
    private final LdapDoor door;

    LdapAdminResource(LdapDoor door) {
        this.door = door;
    }

    /** Makes an LDAP provider and a mapper of it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response make(InputStream body) {
        door.toMakeProviders();
        try {
            return new NewProvider(door).make(ProviderRequest.read(body));
        } catch (UnreadableRequestException e) {
            throw LdapRefusal.of(e);
        }
    }

    /** @param mapper the id of the component; who may ask for it is decided call by call */
    @Path("{mapper}")
    public LdapMapperResource mapper(@PathParam("mapper") String mapper) {
        return new LdapMapperResource(door, mapper);
    }
}
