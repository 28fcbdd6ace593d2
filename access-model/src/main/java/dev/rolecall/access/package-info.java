/**
 * Who may do what where: customers, deployments, roles, permissions and grants. The only place that decides who may
 * have what; every way in ends in {@link dev.rolecall.access.GrantBatch}, every way out starts from
 * {@link dev.rolecall.access.AccessProvider#documentOf}. Decisions are plain values here; the classes that read and
 * write Keycloak's data are in {@code dev.rolecall.access.keycloak}.
 */
@NullMarked
package dev.rolecall.access;

import org.jspecify.annotations.NullMarked;
