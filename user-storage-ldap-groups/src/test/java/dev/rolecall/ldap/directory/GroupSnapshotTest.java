package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.GROUPS;
import static dev.rolecall.ldap.directory.TestDirectory.name;
import static dev.rolecall.ldap.directory.TestDirectory.names;
import static dev.rolecall.ldap.directory.TestDirectory.settings;
import static dev.rolecall.ldap.directory.TestDirectory.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.rolecall.ldap.DirectoryException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSnapshotTest {
    private final TestDirectory directory = new TestDirectory();
    private final String lena = directory.person("lena");

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void readsAThousandGroupsInTenPagesAndAsksNothingMore() {
        IntStream.range(0, 1000).forEach(i -> directory.group("g" + i, lena));

        GroupSnapshot snapshot = directory.snapshot(settings().pageSize(100).build());

        assertThat(snapshot.size()).isEqualTo(1000);
        assertThat(snapshot.groupsOf(user(lena))).hasSize(1000);
        assertThat(directory.searches()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b+c", "say \"hi\"", "back\\slash", "#hash", "Müller & Söhne", "star*(or)|&", "a=b;c<d>"})
    void findsPeopleOfAnyName(String text) {
        String person = directory.person(text);
        directory.group(text, person);

        assertThat(names(directory.snapshot(settings().build()).groupsOf(user(person))))
                .containsExactly(text);
    }

    @Test
    void comparesDistinguishedNamesAsTheDirectoryDoes() {
        directory.group("admins", "UID=Lena, OU=People,DC=acme,DC=test");

        assertThat(directory.snapshot(settings().build()).groupsOf(user(lena))).hasSize(1);
    }

    @Test
    void followsGroupsInACycleAsDeepAsIsSet() {
        String first = directory.group("1", lena);
        String second = directory.group("2", first);
        directory.group("3", second);
        directory.addMember(first, second);

        assertThat(names(directory
                        .snapshot(settings().nesting(Nesting.WALK).build())
                        .groupsOf(user(lena))))
                .containsExactly("1", "2", "3");
        assertThat(names(directory
                        .snapshot(settings().nesting(Nesting.WALK).maxDepth(1).build())
                        .groupsOf(user(lena))))
                .containsExactly("1", "2");
        assertThat(names(directory.snapshot(settings().build()).groupsOf(user(lena))))
                .containsExactly("1");
    }

    @Test
    void knowsPosixGroupsByTheUserAttribute() {
        directory.posixGroup("staff", "lena");
        GroupSnapshot snapshot = directory.snapshot(
                settings().membershipAttributes(List.of("member", "memberUid")).build());

        assertThat(names(snapshot.groupsOf(new DirectoryUser(name(lena), Map.of("uid", List.of("lena"))))))
                .containsExactly("staff");
    }

    @Test
    void doesNotTakeAnAttributeNobodyReadForNone() {
        directory.posixGroup("staff", "lena");
        GroupSnapshot snapshot = directory.snapshot(
                settings().membershipAttributes(List.of("member", "memberUid")).build());

        assertThatThrownBy(() -> snapshot.groupsOf(new DirectoryUser(name(lena), Map.of())))
                .isInstanceOf(DirectoryException.class);
    }

    @Test
    void believesMemberOfWhereItWasRead() {
        String admins = directory.group("admins", lena);
        directory.group("others", lena);
        GroupSnapshot snapshot =
                directory.snapshot(settings().strategy(Strategy.MEMBEROF).build());

        assertThat(names(snapshot.groupsOf(new DirectoryUser(name(lena), Map.of("memberOf", List.of(admins))))))
                .containsExactly("admins");
    }

    @Test
    void hasNothingFromOutsideTheBases() {
        String elsewhere = directory.branch("ou=elsewhere," + TestDirectory.BASE);
        directory.groupIn(elsewhere, "admins", List.of(lena));
        GroupSettings settings = settings().commonBase(name(TestDirectory.BASE)).build();

        assertThat(directory.snapshot(settings).groupsOf(user(lena))).isEmpty();
    }

    @Test
    void countsOnlyGroupsThatMatchTheFilterAndOneOfTheClasses() {
        directory.group("admins", lena);
        directory.group("others", lena);
        directory.posixGroup("staff", "nobody");
        GroupSettings.Builder settings = settings().membershipAttributes(List.of("member", "memberUid"));

        assertThat(names(directory
                        .snapshot(settings.filter("(!(cn=others))").build())
                        .groupsOf(user(lena))))
                .containsExactly("admins", "staff");
        assertThat(names(directory
                        .snapshot(settings.filter("")
                                .objectClasses(List.of("groupOfNames", "groupOfUniqueNames"))
                                .build())
                        .groupsOf(user(lena))))
                .containsExactly("admins", "others");
    }

    @Test
    void takesNeitherPeopleNorBranchesForGroups() {
        directory.group("admins", lena);

        assertThat(directory
                        .snapshot(GroupSettings.within(List.of(name(TestDirectory.BASE)))
                                .build())
                        .size())
                .isEqualTo(1);
    }

    @Test
    void followsGroupsOfAnyDepthWhereTheDirectoryItselfDoesAtALogin() {
        String first = directory.group("1", lena);
        String second = directory.group("2", first);
        directory.group("3", second);

        assertThat(names(directory
                        .snapshot(
                                settings().nesting(Nesting.IN_CHAIN).maxDepth(1).build())
                        .groupsOf(user(lena))))
                .containsExactly("1", "2", "3");
    }

    @Test
    void leavesOutMembersByValueWhereTheDirectoryItselfFollowsGroups() {
        directory.posixGroup("staff", "lena");
        GroupSettings settings = settings()
                .membershipAttributes(List.of("member", "memberUid"))
                .nesting(Nesting.IN_CHAIN)
                .build();

        assertThat(directory.snapshot(settings).groupsOf(new DirectoryUser(name(lena), Map.of())))
                .isEmpty();
    }

    @Test
    void readsAllOfADirectoryThatGivesNoPages() {
        IntStream.range(0, 30).forEach(i -> directory.group("g" + i, lena));
        directory.onSearch(request -> {
            if (request.getRequest().getControl(SimplePagedResultsControl.PAGED_RESULTS_OID) != null) {
                throw new LDAPException(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
            }
        });

        assertThat(directory.snapshot(settings().pageSize(10).build()).size()).isEqualTo(30);
    }

    @Test
    void saysWhichGroupsAreMissing() {
        directory.group("admins", lena);
        GroupSnapshot snapshot = directory.snapshot(settings().build());

        assertThat(snapshot.missing(List.of(name("CN=Admins," + GROUPS), name("cn=admins,ou=x," + GROUPS))))
                .containsExactly(name("cn=admins,ou=x," + GROUPS));
        assertThat(snapshot.missingNames(List.of("ADMINS", "viewers"))).containsExactly("viewers");
    }
}
