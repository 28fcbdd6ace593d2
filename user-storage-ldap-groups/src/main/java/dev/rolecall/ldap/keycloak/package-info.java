/**
 * Ties the rules to Keycloak's own LDAP provider. {@link dev.rolecall.ldap.keycloak.LdapGroupMapperFactory} is a mapper of
 * that provider and holds the settings; a required action asks the directory at each login, a provider of refresh tokens
 * asks again when the last answer is old, and the mapper's sync asks for everybody at once. What people get is written by
 * the access model, with the mapper as its origin. {@link dev.rolecall.ldap.keycloak.LdapAdminResource} lets administrators
 * try rules out, read reports and decide about what a sync held back.
 */
@NullMarked
package dev.rolecall.ldap.keycloak;

import org.jspecify.annotations.NullMarked;
