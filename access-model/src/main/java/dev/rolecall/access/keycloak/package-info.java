/**
 * The access model on Keycloak's own data: one query from a user to the grants, one from a realm to its permissions,
 * and batched writing of memberships.
 *
 * <p>Vetoes: {@code AccessRules} hears of every change. {@code AssociationRule} refuses a join at once; everything else is
 * gathered in {@code TransactionChanges} and decided in the prepare phase by {@code ChangesCheck}, which also has
 * {@code DefaultRoleGroups} made. Locks: {@code PlanLocks} keeps what a plan was made from until its transaction ends, by
 * {@code RowLocks}. Expiry: {@code Expiry} ends what has expired. Upkeep: the classes {@code …Lint} look for what no veto
 * can refuse, {@code …Adoption} make an existing realm ready; both behind {@code JpaUpkeep}.
 *
 * <p>Tables: {@code RC_GRANT_ORIGIN}, the notes about where a membership came from and when it ends, and
 * {@code RC_ENDED_ASSOCIATION}, that an association ended. Public are the factories named in {@code META-INF/services},
 * {@code BulkRows}, by which people and results of rows are written too, {@code TablesFactory}, by which each module adds
 * its tables, and the entities, because JPA wants it so. Whatever names one of Keycloak's internal entities or caches is
 * in this package.
 */
@NullMarked
package dev.rolecall.access.keycloak;

import org.jspecify.annotations.NullMarked;
