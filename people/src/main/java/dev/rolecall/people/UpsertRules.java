package dev.rolecall.people;

import dev.rolecall.access.GrantRules;

/**
 * In whose name people are brought in, and what they may be given.
 *
 * @param grants                    origin and ceiling of everything that is granted
 * @param takesOverProviderAccounts whether a row may change an account that has its usercode on the word of an identity
 *                                  provider alone; from then on it is the account of a person like any other
 * @param trace                     what the rows leave behind besides people
 */
public record UpsertRules(GrantRules grants, Actor actor, boolean takesOverProviderAccounts, Trace trace) {}
