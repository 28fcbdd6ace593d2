/**
 * Claims out: what a person may do, and what a token must not say. {@link dev.rolecall.claims.AccessMapper} writes the
 * access document, {@link dev.rolecall.claims.FlatPermissionsMapper} its permissions as a flat array, and what both are
 * limited to is put together by {@code TokenNarrowing}. {@code RoleGuard} keeps permissions out of Keycloak's own role
 * claims.
 *
 * <p>Claims in: {@link dev.rolecall.claims.UserSyncIdentityProviderMapper} takes over at login what the token of an identity
 * provider says about a person, whole or not at all; {@link dev.rolecall.claims.UserSyncMapper} writes such a payload. Rows
 * are applied by {@code dev.rolecall.people}.
 *
 * <p>What a person may do is worked out by {@link dev.rolecall.access.AccessProvider}; nothing here decides that.
 */
@NullMarked
package dev.rolecall.claims;

import org.jspecify.annotations.NullMarked;
