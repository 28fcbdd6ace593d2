/**
 * What an administrator does for a realm as a whole, below {@code /admin/realms/{realm}/rolecall}: {@code lint} looks
 * for what breaks the access model, {@code adopt} makes an existing realm ready, {@code origins} carries the notes about
 * memberships, which no realm export holds. The entry is {@link dev.rolecall.directory.upkeep.UpkeepResources}; what is
 * done is decided in {@link dev.rolecall.access.Upkeep}. Work on many rows goes into transactions of bounded size, and
 * every call may be repeated.
 */
@NullMarked
package dev.rolecall.directory.upkeep;

import org.jspecify.annotations.NullMarked;
