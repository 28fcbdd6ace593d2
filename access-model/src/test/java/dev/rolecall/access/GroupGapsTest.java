package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.GroupGaps.MissingRole;
import dev.rolecall.access.GroupGaps.StoredGroup;
import dev.rolecall.access.GroupGaps.Unmarked;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupGapsTest {
    private static final String ROOT = "root";

    private final List<StoredGroup> groups = new ArrayList<>();

    private String group(String name, String parent, @Nullable String roleMark, @Nullable String kindMark) {
        String id = parent + "/" + name;
        groups.add(new StoredGroup(id, name, parent, roleMark, kindMark));
        return id;
    }

    private void completed(String parent, String... types) {
        for (String type : types) {
            group(type, parent, type, null);
        }
    }

    private GroupGaps of(String alias) {
        return GroupGaps.of(alias, ROOT, groups);
    }

    private static List<MissingRole> roles(String parent, RoleType... types) {
        return List.of(types).stream()
                .map(type -> new MissingRole(parent, type))
                .toList();
    }

    @Test
    void aCustomerWithoutGroupsLacksThreeRoles() {
        assertThat(of("acme").missing()).isEqualTo(roles(ROOT, RoleType.VIEW, RoleType.MANAGE, RoleType.ADMIN));
    }

    @Test
    void theSystemLacksSuperBesides() {
        assertThat(of("system").missing())
                .isEqualTo(roles(ROOT, RoleType.VIEW, RoleType.MANAGE, RoleType.ADMIN, RoleType.SUPER));
    }

    @Test
    void aCompleteCustomerLacksNothing() {
        completed(ROOT, "VIEW", "MANAGE", "ADMIN");
        completed(group("prod", ROOT, null, "DEPLOYMENT"), "VIEW", "MANAGE", "ADMIN");

        assertThat(of("acme").isEmpty()).isTrue();
    }

    @Test
    void anyTopLevelGroupBecomesADeployment() {
        completed(ROOT, "VIEW", "MANAGE", "ADMIN");
        String prod = group("prod", ROOT, null, null);

        GroupGaps gaps = of("acme");

        assertThat(gaps.unmarked()).containsExactly(new Unmarked(prod, "rolecall.kind", "DEPLOYMENT"));
        assertThat(gaps.missing()).isEqualTo(roles(prod, RoleType.VIEW, RoleType.MANAGE, RoleType.ADMIN));
    }

    @Test
    void whatGrantsSomethingItselfIsNoDeployment() {
        completed(ROOT, "VIEW", "MANAGE", "ADMIN");
        group("+console.logs.read", ROOT, null, null);
        group("support", ROOT, "console.support", null);

        assertThat(of("acme").isEmpty()).isTrue();
    }

    @Test
    void deeperGroupsAreLeftAsTheyAre() {
        completed(ROOT, "VIEW", "MANAGE", "ADMIN");
        String prod = group("prod", ROOT, null, "DEPLOYMENT");
        completed(prod, "VIEW", "MANAGE", "ADMIN");
        group("night shift", prod, null, null);
        group("deep", prod + "/ADMIN", null, null);

        assertThat(of("acme").isEmpty()).isTrue();
    }

    @Test
    void groupsOfTheSystemAreNoDeployments() {
        completed(ROOT, "VIEW", "MANAGE", "ADMIN", "SUPER");
        group("prod", ROOT, null, null);

        assertThat(of("system").isEmpty()).isTrue();
    }

    @Test
    void aRoleGroupThatIsThereIsKeptAndMarked() {
        completed(ROOT, "VIEW", "MANAGE");
        String admin = group("ADMIN", ROOT, null, null);

        assertThat(of("acme"))
                .isEqualTo(new GroupGaps(List.of(), List.of(new Unmarked(admin, "rolecall.role", "ADMIN"))));
    }

    @Test
    void aWrongMarkIsPutRight() {
        completed(ROOT, "VIEW", "MANAGE");
        String admin = group("ADMIN", ROOT, "console.support", null);

        assertThat(of("acme").unmarked()).containsExactly(new Unmarked(admin, "rolecall.role", "ADMIN"));
    }
}
