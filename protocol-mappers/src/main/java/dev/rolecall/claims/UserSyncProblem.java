package dev.rolecall.claims;

import dev.rolecall.people.RowError;

/**
 * Why a login is refused, for events: names of fields, of claims and of codes, never a value.
 *
 * @param field a field of the person, {@code payload} for the payload as a whole, or the name of a setting
 * @param code  a code of a row error, or one of those below
 */
record UserSyncProblem(String field, String code) {
    /** The token does not have the claim. */
    static final String MISSING_CLAIM = "missing-claim";

    /** Not the payload's format: another section, another member, another type, or a section twice. */
    static final String MALFORMED_PAYLOAD = "malformed-payload";

    static final String TOO_LONG = "too-long";

    /** The token is about another usercode than the payload. */
    static final String USERCODE_MISMATCH = "usercode-mismatch";

    /** There is an account of that name already, and the settings do not let it be linked. */
    static final String EXISTING_ACCOUNT = "existing-account";

    /** The provider says that the person is disabled. */
    static final String DISABLED = "disabled";

    /** The mapper's settings make no sense; the field is the name of the setting. */
    static final String BAD_SETTING = "bad-setting";

    static UserSyncProblem of(RowError error) {
        return new UserSyncProblem(error.field(), error.code().wire());
    }

    @Override
    public String toString() {
        return field + ": " + code;
    }
}
