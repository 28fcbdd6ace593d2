/**
 * The integration API {@code /realms/{realm}/rolecall} and, of it, the rows that are applied while the caller waits:
 * {@link dev.rolecall.sync.UsersResource}. Entry type: {@link dev.rolecall.sync.RolecallResourceProviderFactory}. Files
 * that are applied later are in {@code dev.rolecall.imports}.
 */
@NullMarked
package dev.rolecall.sync;

import org.jspecify.annotations.NullMarked;
