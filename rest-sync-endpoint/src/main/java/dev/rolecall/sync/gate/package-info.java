/**
 * The door of the integration API. {@link dev.rolecall.sync.gate.Gate} checks realm, transport, token and client role,
 * in this order, and answers with the {@link dev.rolecall.sync.gate.Caller}; whoever is turned away gets a
 * {@link dev.rolecall.sync.gate.Refusal}. Behind the gate the request has no transaction of its own any more: what
 * reads or writes does so in a {@link dev.rolecall.sync.gate.RealmJob}.
 */
@NullMarked
package dev.rolecall.sync.gate;

import org.jspecify.annotations.NullMarked;
