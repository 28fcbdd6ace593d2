/**
 * Asks an LDAP directory which groups somebody is in: {@link dev.rolecall.ldap.directory.GroupLookup} about one person at
 * login, {@link dev.rolecall.ldap.directory.GroupSnapshot} about everybody at a synchronization. An answer is whole or it is a
 * {@link dev.rolecall.ldap.DirectoryException}; there is no third case. What a group means is not decided here, and nothing is
 * written to the directory. {@link dev.rolecall.ldap.directory.ProviderConnection} alone knows Keycloak.
 */
@NullMarked
package dev.rolecall.ldap.directory;

import org.jspecify.annotations.NullMarked;
