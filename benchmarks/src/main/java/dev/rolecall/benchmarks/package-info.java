/**
 * What {@code ./benchmarks/run} runs: a Keycloak with Rolecall and a PostgreSQL as processes of their own, filled to the
 * size of a large realm, and measured from outside. {@link dev.rolecall.benchmarks.Benchmarks} is the entry;
 * {@link dev.rolecall.benchmarks.Population} fills the database, {@link dev.rolecall.benchmarks.Meter} measures. A
 * benchmark reports; nothing here ever fails a build because of a number.
 */
@NullMarked
package dev.rolecall.benchmarks;

import org.jspecify.annotations.NullMarked;
