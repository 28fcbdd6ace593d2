package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.InvalidRulesException;
import dev.rolecall.ldap.RuleProblem;
import java.util.List;

/** A setting that cannot be understood. */
final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final List<String> lines;

    private InvalidSettingException(String setting, String message, List<String> lines) {
        super(message);
        this.setting = setting;
        this.lines = List.copyOf(lines);
    }

    /** @param message says which setting, or which do not go together */
    InvalidSettingException(String message) {
        this("", message, List.of());
    }

    InvalidSettingException(String setting, String message) {
        this(setting, setting + ": " + message, List.of());
    }

    InvalidSettingException(String setting, InvalidRulesException e) {
        this(
                setting,
                setting + ": " + e.getMessage(),
                e.problems().stream().map(RuleProblem::toString).toList());
    }

    /** Its key; empty where it is about several. */
    String setting() {
        return setting;
    }

    /** Each line that is wrong, where it is about lines. */
    List<String> lines() {
        return lines;
    }
}
