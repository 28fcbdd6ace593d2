package dev.rolecall.access;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An organization with what makes it the system object or a customer, at one moment; and which changes of it are
 * refused.
 *
 * @param kinds the values of its attribute {@value GroupPlace#KIND_MARK}
 */
public record OrganizationState(String alias, String name, boolean enabled, Set<String> kinds) {
    private static final String SYSTEM_KIND = "SYSTEM";

    public OrganizationState {
        kinds = Set.copyOf(kinds);
    }

    /**
     * Whether this is the system object. An organization that had the alias before the realm opted in is none until it
     * is marked.
     */
    public boolean isSystemObject() {
        return alias.equals(AccessObject.SYSTEM_ALIAS) && isMarked();
    }

    /** Why a new organization is refused; nothing where it may be. */
    public Optional<String> refusalWhenNew() {
        if (alias.equals(AccessObject.SYSTEM_ALIAS) && !isMarked()) {
            return Optional.of("alias: '" + AccessObject.SYSTEM_ALIAS + "' is reserved for the system object, which has"
                    + " the attribute " + GroupPlace.KIND_MARK + "=" + SYSTEM_KIND);
        }
        return refusalOfMark(null);
    }

    /** Why a change is refused; nothing where it may be. */
    public Optional<String> refusalWhenChanged(OrganizationState before) {
        if (!before.isSystemObject()) {
            return refusalOfMark(before);
        }
        if (!name.equals(before.name)) {
            return Optional.of("name: the system object is not renamed");
        }
        if (before.enabled && !enabled) {
            return Optional.of("enabled: the system object is not disabled");
        }
        return isMarked()
                ? Optional.empty()
                : Optional.of("attributes: the system object keeps " + GroupPlace.KIND_MARK + "=" + SYSTEM_KIND);
    }

    /** Why it is not removed; nothing where it may be. */
    public Optional<String> refusalWhenRemoved() {
        return isSystemObject() ? Optional.of("the system object is not removed") : Optional.empty();
    }

    private Optional<String> refusalOfMark(@Nullable OrganizationState before) {
        return isMarked() && !alias.equals(AccessObject.SYSTEM_ALIAS) && (before == null || !before.isMarked())
                ? Optional.of("attributes: " + GroupPlace.KIND_MARK + "=" + SYSTEM_KIND
                        + " is for the organization with the alias '" + AccessObject.SYSTEM_ALIAS + "'")
                : Optional.empty();
    }

    private boolean isMarked() {
        return kinds.contains(SYSTEM_KIND);
    }
}
