package dev.rolecall.people;

import dev.rolecall.access.GrantRules;

/**
 * In whose name people are brought in, and what they may be given.
 *
 * @param grants origin and ceiling of everything that is granted
 */
public record UpsertRules(GrantRules grants, Actor actor) {}
