/**
 * Bodies and files as rows. {@link dev.rolecall.sync.rows.RowFormat} opens a stream as a
 * {@link dev.rolecall.sync.rows.RowReader}, which hands out one row after the other in constant memory: strict UTF-8,
 * bounded fields, records and nesting, and a record that cannot be read becomes a rejected row while the next one is
 * read as usual. What a row means is decided by {@code dev.rolecall.people}.
 */
@NullMarked
package dev.rolecall.sync.rows;

import org.jspecify.annotations.NullMarked;
