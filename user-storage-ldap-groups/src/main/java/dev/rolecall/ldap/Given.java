package dev.rolecall.ldap;

import org.jspecify.annotations.Nullable;

/**
 * Something a rule gives a person.
 *
 * @param rule  the rule's 1-based line
 * @param group a group that made it hold, or null where attributes did
 */
public record Given(Target target, int rule, @Nullable DirectoryGroup group) {}
