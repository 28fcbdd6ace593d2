package dev.rolecall.ldap.directory;

/** Where it stands who is in a group. */
public enum Strategy {
    /** In the group's entry: one search for a person. */
    MEMBER,
    /** In the person's entry: no search at all. */
    MEMBEROF
}
