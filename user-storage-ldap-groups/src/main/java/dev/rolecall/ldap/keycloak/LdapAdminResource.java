package dev.rolecall.ldap.keycloak;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The root of the administration API of LDAP groups: one resource for each mapper. */
public final class LdapAdminResource {
    private final LdapDoor door;

    LdapAdminResource(LdapDoor door) {
        this.door = door;
    }

    /** @param mapper the id of the component; who may ask for it is decided call by call */
    @Path("{mapper}")
    public LdapMapperResource mapper(@PathParam("mapper") String mapper) {
        return new LdapMapperResource(door, mapper);
    }
}
