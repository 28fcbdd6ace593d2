/**
 * Imports in the database: {@link dev.rolecall.imports.jpa.ImportStore} is the only way to them, and hands out
 * {@link dev.rolecall.imports.jpa.StoredImport}s; entities stay here. Every change of state is one conditional update,
 * so that of two nodes one wins.
 */
@NullMarked
package dev.rolecall.imports.jpa;

import org.jspecify.annotations.NullMarked;
