package dev.rolecall.access;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Which changes of an existing group are refused: those that would take a default role from its object, or make
 * members of a group hold what nobody granted them.
 */
public final class RoleGroupChange {
    /** What a new group, a renamed or moved one and a membership are told alike. */
    public static final String SUPER_ELSEWHERE = "SUPER exists on the system only";

    private RoleGroupChange() {}

    /**
     * Why a change is refused; nothing where it may be.
     *
     * @param hasMembers asked only where it matters
     */
    public static Optional<String> refusal(GroupState before, GroupState after, BooleanSupplier hasMembers) {
        if (isSuperElsewhere(after) && !isSuperElsewhere(before)) {
            return Optional.of(SUPER_ELSEWHERE);
        }
        boolean renamedOrMoved = before.isRenamedOrMoved(after);
        if (before.isDefaultRole() && (renamedOrMoved || isUnmarked(before, after))) {
            return Optional.of("the group of the role " + before.name()
                    + " stays as it is: it is not renamed, moved or marked as something else");
        }
        if (isSameGrant(before, after)) {
            return Optional.empty();
        }
        if (renamedOrMoved && after.grant().isPresent()) {
            return Optional.of("renaming or moving a group makes no group of a role or permission");
        }
        return hasMembers.getAsBoolean()
                ? Optional.of("the group " + after.name() + " has members, who would hold something else")
                : Optional.empty();
    }

    /** Why the group of a default role is not removed; nothing where it is another group. */
    public static Optional<String> refusalOfRemoval(GroupState before) {
        return before.isDefaultRole()
                ? Optional.of("the group of the role " + before.name()
                        + " is removed only together with its customer or deployment")
                : Optional.empty();
    }

    private static boolean isSuperElsewhere(GroupState group) {
        return group.name().equals(RoleType.SUPER.name())
                && !group.organization().equals(AccessObject.SYSTEM_ALIAS);
    }

    /** A group from before the realm opted in has no mark; it may get the right one. */
    private static boolean isUnmarked(GroupState before, GroupState after) {
        return !Objects.equals(before.roleMark(), after.roleMark())
                && !before.name().equals(after.roleMark());
    }

    /** The name of a deployment is not compared: its grants go with it when it is renamed. */
    private static boolean isSameGrant(GroupState before, GroupState after) {
        Optional<Grant> held = before.grant();
        Optional<Grant> becomes = after.grant();
        return held.isPresent() == becomes.isPresent()
                && (held.isEmpty()
                        || (held.get().direct() == becomes.orElseThrow().direct()
                                && name(held).equals(name(becomes))
                                && Objects.equals(before.parentId(), after.parentId())));
    }

    private static String name(Optional<Grant> grant) {
        return grant.orElseThrow().reference().name();
    }
}
