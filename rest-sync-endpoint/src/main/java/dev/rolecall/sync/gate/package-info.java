/**
 * The two {@link dev.rolecall.sync.gate.Door}s of the API. {@link dev.rolecall.sync.gate.Gate}, for integrations, checks
 * realm, transport, token and client role, in this order; {@link dev.rolecall.sync.gate.AdminGate}, for administrators,
 * asks Keycloak's admin permissions. Both answer with the {@link dev.rolecall.sync.gate.Caller}; whoever is turned away
 * gets a {@link dev.rolecall.sync.gate.Refusal}. Behind a door the request has no transaction of its own any more: what
 * reads or writes does so in a {@link dev.rolecall.sync.gate.RealmJob}.
 */
@NullMarked
package dev.rolecall.sync.gate;

import org.jspecify.annotations.NullMarked;
