package dev.rolecall.benchmarks;

/** Whether a login shows it when somebody, who logged in before, has left one of ten groups. */
record LdapRemoval(LdapWay way, boolean seen) {}
