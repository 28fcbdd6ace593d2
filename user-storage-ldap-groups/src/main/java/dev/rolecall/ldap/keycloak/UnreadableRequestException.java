package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.InvalidRulesException;
import dev.rolecall.ldap.RuleProblem;
import java.util.List;

/** A body or a parameter that says nothing that can be done. */
final class UnreadableRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final List<String> lines;
    private final boolean tooLong;

    private UnreadableRequestException(String field, String message, List<String> lines, boolean tooLong) {
        super(message);
        this.field = field;
        this.lines = List.copyOf(lines);
        this.tooLong = tooLong;
    }

    /** @param field the parameter or member of the body that is wrong */
    static UnreadableRequestException of(String field, String message) {
        return new UnreadableRequestException(field, message, List.of(), false);
    }

    static UnreadableRequestException ofLines(String field, InvalidRulesException e) {
        return new UnreadableRequestException(
                field,
                String.valueOf(e.getMessage()),
                e.problems().stream().map(RuleProblem::toString).toList(),
                false);
    }

    /** @param within the member of the body that holds settings */
    static UnreadableRequestException ofSetting(String within, InvalidSettingException e) {
        String field = e.setting().isEmpty() ? within : within + "." + e.setting();
        return new UnreadableRequestException(field, String.valueOf(e.getMessage()), e.lines(), false);
    }

    static UnreadableRequestException tooLong(int most) {
        return new UnreadableRequestException("body", "The body has at most " + most + " bytes.", List.of(), true);
    }

    String field() {
        return field;
    }

    /** Each line that is wrong, where it is about lines. */
    List<String> lines() {
        return lines;
    }

    boolean isTooLong() {
        return tooLong;
    }
}
