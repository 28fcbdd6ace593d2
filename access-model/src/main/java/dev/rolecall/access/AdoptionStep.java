package dev.rolecall.access;

import java.util.Locale;

/**
 * One thing that adoption makes sure of.
 *
 * @param what  for example {@code client-scope}
 * @param where a path of names, for example {@code clients/rolecall/roles/sync-write}
 * @param note  what there is to say about it, or empty
 */
public record AdoptionStep(What what, String where, State state, String note) {
    static final String NOTHING_TO_SAY = "";

    public AdoptionStep(What what, String where, State state) {
        this(what, where, state, NOTHING_TO_SAY);
    }

    public enum What {
        ORGANIZATIONS,
        CLIENT,
        CLIENT_ROLE,
        CLIENT_SCOPE,
        MAPPER,
        DEFAULT_SCOPE,
        USER_PROFILE,
        SYSTEM_OBJECT,
        OPT_IN,
        ROLE_GROUPS,
        EXISTING_GROUP,
        ORIGINS,
        SCOPE_OF_CLIENT,
        LOGIN;

        public String wire() {
            return AdoptionStep.wire(this);
        }
    }

    public enum State {
        /** Was not there; in a dry run: would be made. */
        ADDED,
        /** Was there but not as it must be; in a dry run: would be changed. */
        CHANGED,
        PRESENT,
        /** Is left as it is; the administrator decides. */
        ADVICE;

        public String wire() {
            return AdoptionStep.wire(this);
        }
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
