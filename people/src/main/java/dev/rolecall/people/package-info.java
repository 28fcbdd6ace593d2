/**
 * People as rows: what a row says, how it differs from the stored person, and the batched upsert. Whoever brings people
 * in (REST, files, tokens) reads a {@link dev.rolecall.people.Row} and hands it to
 * {@link dev.rolecall.people.PeopleUpsert}; {@link dev.rolecall.people.SyncPayload} is the way back. What somebody may
 * be granted is decided by {@code dev.rolecall.access}, not here.
 */
@NullMarked
package dev.rolecall.people;

import org.jspecify.annotations.NullMarked;
