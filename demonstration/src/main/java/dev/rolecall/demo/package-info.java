/**
 * A Keycloak server as a process, and what talks to it from outside: the demo and the integration tests both start
 * here. {@link dev.rolecall.demo.KeycloakInstallation} prepares the files of a server once,
 * {@link dev.rolecall.demo.KeycloakServer} is one that runs, {@link dev.rolecall.demo.Realm} asks it for tokens and
 * logs people in. Nothing here runs inside Keycloak.
 */
@NullMarked
package dev.rolecall.demo;

import org.jspecify.annotations.NullMarked;
