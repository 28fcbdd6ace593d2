package dev.rolecall.ldap;

import org.jspecify.annotations.Nullable;

/**
 * Why a line could not be read, or gave less than it says. Meant for who wrote the rules; it names nobody.
 *
 * @param line  1-based
 * @param group the group it happened with, where there is one
 */
public record RuleProblem(
        int line, String message, @Nullable DirectoryGroup group) {
    RuleProblem(int line, String message) {
        this(line, message, null);
    }

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
