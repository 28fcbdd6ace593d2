package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;

/** A grant and the id of the organization that carries it: whether it is enabled is asked when the grant is used. */
record HeldGrant(String organizationId, Grant grant) {}
