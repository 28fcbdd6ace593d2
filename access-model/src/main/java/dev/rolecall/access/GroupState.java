package dev.rolecall.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group of an organization with what decides which grant it carries, at one moment.
 *
 * @param organization   alias
 * @param level          how deep it stands
 * @param parentName     null for the organization's root
 * @param parentRoleMark the parent's {@value GroupPlace#ROLE_MARK}
 * @param roleMark       its own {@value GroupPlace#ROLE_MARK}
 */
public record GroupState(
        String organization,
        Level level,
        String name,
        @Nullable String roleMark,
        @Nullable String parentId,
        @Nullable String parentName,
        @Nullable String parentRoleMark) {
    /** How far below the organization's root a group stands. */
    public enum Level {
        ROOT,
        TOP,
        /** Right below a top-level group. */
        SECOND,
        DEEPER
    }

    /** Whether it is a deployment of a customer; the system has none. */
    public boolean isDeployment() {
        return level == Level.TOP
                && !organization.equals(AccessObject.SYSTEM_ALIAS)
                && GroupPlace.isDeployment(name, roleMark);
    }

    /** The grant that membership in it gives. */
    public Optional<Grant> grant() {
        return switch (level) {
            case TOP -> GroupPlace.grant(organization, null, null, name, roleMark);
            case SECOND -> GroupPlace.grant(organization, parentName, parentRoleMark, name, roleMark);
            case ROOT, DEEPER -> Optional.empty();
        };
    }

    /** Whether it is the group of a default role of its object: SUPER of a customer is none. */
    public boolean isDefaultRole() {
        return GroupPlace.isDefaultRole(name)
                && grant().map(Grant::reference)
                        .filter(role -> role.type()
                                .filter(type -> type.existsOn(role.scope()))
                                .isPresent())
                        .isPresent();
    }

    boolean isRenamedOrMoved(GroupState after) {
        return !name.equals(after.name)
                || (parentId == null ? after.parentId != null : !parentId.equals(after.parentId));
    }
}
