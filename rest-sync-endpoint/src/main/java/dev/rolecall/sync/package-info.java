/**
 * The integration API {@code /realms/{realm}/rolecall} and, of it, the rows that are applied while the caller waits:
 * {@link dev.rolecall.sync.UsersResource}. Entry type: {@link dev.rolecall.sync.RolecallResourceProviderFactory}. Files
 * that are applied later are in {@code dev.rolecall.imports}. Its twin for administrators,
 * {@code /admin/realms/{realm}/rolecall}, starts at {@link dev.rolecall.sync.RolecallAdminResourceProviderFactory}; what
 * both have is in {@code dev.rolecall.directory}.
 */
@NullMarked
package dev.rolecall.sync;

import org.jspecify.annotations.NullMarked;
