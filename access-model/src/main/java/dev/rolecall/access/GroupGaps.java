package dev.rolecall.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the groups of one organization lack: role groups of the organization and of each deployment, and marks.
 *
 * @param missing  role groups to make
 * @param unmarked groups whose attribute is not what their name and place say
 */
public record GroupGaps(List<MissingRole> missing, List<Unmarked> unmarked) {
    public GroupGaps {
        missing = List.copyOf(missing);
        unmarked = List.copyOf(unmarked);
    }

    /** A group as it is stored. */
    public record StoredGroup(
            String id,
            String name,
            @Nullable String parentId,
            @Nullable String roleMark,
            @Nullable String kindMark) {}

    /** @param parentId the organization's root, or a deployment */
    public record MissingRole(String parentId, RoleType type) {}

    /** @param value what the attribute must be, alone */
    public record Unmarked(String groupId, String attribute, String value) {}

    public boolean isEmpty() {
        return missing.isEmpty() && unmarked.isEmpty();
    }

    /** @param rootId the organization's root, which need not be among the groups */
    public static GroupGaps of(String alias, String rootId, Collection<StoredGroup> groups) {
        RoleScope scope = AccessObject.ofOrganization(alias).scope();
        Search search = new Search(groups);
        search.lookFor(rootId, scope);
        if (scope == RoleScope.CUSTOMER) {
            groups.stream()
                    .filter(group -> rootId.equals(group.parentId()))
                    .filter(group -> GroupPlace.isDeployment(group.name(), group.roleMark()))
                    .forEach(search::lookAtDeployment);
        }
        return new GroupGaps(search.missing, search.unmarked);
    }

    private static final class Search {
        private final Collection<StoredGroup> groups;
        private final List<MissingRole> missing = new ArrayList<>();
        private final List<Unmarked> unmarked = new ArrayList<>();

        Search(Collection<StoredGroup> groups) {
            this.groups = groups;
        }

        void lookAtDeployment(StoredGroup deployment) {
            mark(deployment.id(), GroupPlace.KIND_MARK, deployment.kindMark(), GroupPlace.DEPLOYMENT_KIND);
            lookFor(deployment.id(), RoleScope.DEPLOYMENT);
        }

        void lookFor(String parentId, RoleScope scope) {
            for (RoleType type : RoleType.values()) {
                if (type.existsOn(scope)) {
                    child(parentId, type.name())
                            .ifPresentOrElse(
                                    group -> mark(group.id(), GroupPlace.ROLE_MARK, group.roleMark(), type.name()),
                                    () -> missing.add(new MissingRole(parentId, type)));
                }
            }
        }

        private Optional<StoredGroup> child(String parentId, String name) {
            return groups.stream()
                    .filter(group ->
                            parentId.equals(group.parentId()) && group.name().equals(name))
                    .findFirst();
        }

        private void mark(String groupId, String attribute, @Nullable String is, String shouldBe) {
            if (!shouldBe.equals(is)) {
                unmarked.add(new Unmarked(groupId, attribute, shouldBe));
            }
        }
    }
}
