/**
 * The server's HTTP layer, before anything of Keycloak sees a request: {@link dev.rolecall.sync.http.BodyLimit} keeps a raised limit for
 * bodies to the one address that takes large ones. What that address is, is decided in {@link dev.rolecall.sync.http.LargeBodies}.
 */
@NullMarked
package dev.rolecall.sync.http;

import org.jspecify.annotations.NullMarked;
