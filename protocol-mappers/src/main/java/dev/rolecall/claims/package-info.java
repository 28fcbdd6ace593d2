/**
 * Claims out: what a person may do, and what a token must not say. {@link dev.rolecall.claims.AccessMapper} writes the
 * access document, {@link dev.rolecall.claims.FlatPermissionsMapper} its permissions as a flat array, and what both are
 * limited to is put together by {@code TokenNarrowing}. {@code RoleGuard} keeps permissions out of Keycloak's own role
 * claims. What a person may do is worked out by {@link dev.rolecall.access.AccessProvider}; nothing here decides that.
 */
@NullMarked
package dev.rolecall.claims;

import org.jspecify.annotations.NullMarked;
