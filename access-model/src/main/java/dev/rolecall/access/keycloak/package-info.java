/**
 * The access model on Keycloak's own data: one query from a user to the grants, one from a realm to its permissions,
 * batched writing of memberships, the listener that makes default role groups and refuses illegal grants, and
 * {@code RC_GRANT_ORIGIN}, the notes about where a membership came from. Public are the factories named
 * in {@code META-INF/services}, and the entity, because JPA wants it so. Whatever names one of Keycloak's internal entities or caches is in this package.
 */
@NullMarked
package dev.rolecall.access.keycloak;

import org.jspecify.annotations.NullMarked;
