package dev.rolecall.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a group of an organization is, told by its place in the tree as well as by its marks. Only a direct child of the
 * organization's root or of a deployment is a role group; deeper groups and a deployment group itself grant nothing.
 */
public final class GroupPlace {
    /** The attribute of a role group: a {@link RoleType} or the {@code <client>.<role>} of a custom role. */
    public static final String ROLE_MARK = "rolecall.role";

    /** The attribute of the group of a direct permission: {@code <client>.<permission>}. */
    public static final String PERMISSION_MARK = "rolecall.permission";

    /** The attribute of a deployment, an organization or the system: {@code DEPLOYMENT}, {@code CUSTOMER}, … */
    public static final String KIND_MARK = "rolecall.kind";

    public static final String DEPLOYMENT_KIND = "DEPLOYMENT";

    private static final char PERMISSION_PREFIX = '+';

    private GroupPlace() {}

    /** Whether a top-level group of an organization is a deployment. */
    public static boolean isDeployment(String name, @Nullable String roleMark) {
        return !isDefaultRole(name) && !isPermissionGroup(name) && !isCustomRole(roleMark);
    }

    /** Whether a group of that name is the group of a default role; exact, as the groups are made. */
    public static boolean isDefaultRole(String name) {
        return RoleType.named(name).filter(type -> type.name().equals(name)).isPresent();
    }

    /** Whether a group of that name is the group of a direct permission, if it stands where role groups stand. */
    public static boolean isPermissionGroup(String name) {
        return name.charAt(0) == PERMISSION_PREFIX;
    }

    /** The name of the group that carries a direct permission. */
    public static String permissionGroup(String permission) {
        return PERMISSION_PREFIX + permission;
    }

    /**
     * The grant that membership in a group gives.
     *
     * @param organization   alias
     * @param parent         the name of the deployment the group is a child of, or null for a top-level group
     * @param parentRoleMark the parent's {@value #ROLE_MARK}
     */
    public static Optional<Grant> grant(
            String organization,
            @Nullable String parent,
            @Nullable String parentRoleMark,
            String name,
            @Nullable String roleMark) {
        boolean onSystem = organization.equals(AccessObject.SYSTEM_ALIAS);
        if (parent != null && (onSystem || !isDeployment(parent, parentRoleMark))) {
            return Optional.empty();
        }
        AccessObject object = parent == null
                ? AccessObject.ofOrganization(organization)
                : new AccessObject.Deployment(organization, parent);
        if (isDefaultRole(name)) {
            return Optional.of(new Grant(new Reference(name, object), false));
        }
        if (isPermissionGroup(name)) {
            return Optional.of(new Grant(new Reference(name.substring(1), object), true));
        }
        return roleMark != null && isCustomRole(roleMark)
                ? Optional.of(new Grant(new Reference(roleMark, object), false))
                : Optional.empty();
    }

    private static boolean isCustomRole(@Nullable String roleMark) {
        return roleMark != null && !isDefaultRole(roleMark) && roleMark.indexOf('.') > 0;
    }
}
