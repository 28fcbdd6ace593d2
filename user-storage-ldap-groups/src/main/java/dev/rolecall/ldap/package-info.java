/**
 * Groups of an LDAP directory become grants. What a person's groups and attributes give is decided by plain classes from
 * rules an administrator wrote; {@code dev.rolecall.ldap.directory} asks the directory, and
 * {@code dev.rolecall.ldap.keycloak} ties both to Keycloak's LDAP provider and hands the grants to the access model.
 */
@NullMarked
package dev.rolecall.ldap;

import org.jspecify.annotations.NullMarked;
