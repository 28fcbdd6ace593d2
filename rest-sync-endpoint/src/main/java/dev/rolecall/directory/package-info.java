/**
 * Customers, deployments, their members, and who may do what there: the calls that give and take, and those that tell.
 * The same resources stand behind both doors of {@code dev.rolecall.sync.gate}; each takes its caller from the door, does
 * its work in one {@link dev.rolecall.sync.gate.RealmJob}, and leaves every decision about grants to
 * {@code dev.rolecall.access}.
 */
@NullMarked
package dev.rolecall.directory;

import org.jspecify.annotations.NullMarked;
