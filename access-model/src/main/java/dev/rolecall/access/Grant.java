package dev.rolecall.access;

/**
 * A role or, directly, a permission that a person holds on an object.
 *
 * @param reference what is held where
 * @param direct    true for a permission, false for a role
 */
public record Grant(Reference reference, boolean direct) {}
