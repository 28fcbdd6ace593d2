package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.GROUPS;
import static dev.rolecall.ldap.directory.TestDirectory.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.ldap.RuleSet;
import dev.rolecall.ldap.directory.MissingGroups.MissingGroup;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissingGroupsTest {
    private static final List<String> RULES = List.of(
            "cn=there," + GROUPS + " -> VIEW@acme",
            "cn=gone," + GROUPS + " -> VIEW@acme",
            "any(name(there); name(ghosts)) -> VIEW@acme",
            "all(name(Ghosts); CN=Gone, " + GROUPS + ") -> MANAGE@acme");

    private final TestDirectory directory = new TestDirectory();

    @BeforeEach
    void aGroup() {
        directory.group("there", directory.person("lena"));
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void areThoseThatARuleNamesWithTheLinesOfAllThatDo() {
        List<MissingGroup> missing = MissingGroups.of(
                RuleSet.parse(RULES), directory.snapshot(settings().build()));

        assertThat(missing)
                .containsExactly(
                        new MissingGroup("cn=gone," + GROUPS, Set.of(2, 4)), new MissingGroup("ghosts", Set.of(3, 4)));
    }

    @Test
    void areTheSameWhereNoMembersWereRead() {
        GroupSnapshot names = directory.snapshotWithoutMembers(settings().build());

        assertThat(MissingGroups.of(RuleSet.parse(RULES), names))
                .isEqualTo(MissingGroups.of(
                        RuleSet.parse(RULES), directory.snapshot(settings().build())));
    }

    @Test
    void needNoMembersOfTheDirectory() {
        Set<String> asked = new TreeSet<>();
        directory.onSearch(request -> asked.addAll(request.getRequest().getAttributeList()));

        directory.snapshotWithoutMembers(settings().build());

        assertThat(asked).containsExactly("cn");
    }
}
