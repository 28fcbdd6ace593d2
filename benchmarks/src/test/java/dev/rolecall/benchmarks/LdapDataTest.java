package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdapDataTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 37, 60, 1_000})
    void everybodyIsInTenGroupsAndEveryGroupHasAboutAsManyPeople(int groups) {
        LdapData data = new LdapData(1_000, groups);
        int[] members = new int[groups];

        for (int person = 0; person < data.people(); person++) {
            assertThat(Arrays.stream(data.groupsOf(person)).distinct()).hasSize(10);
            Arrays.stream(data.groupsOf(person)).forEach(group -> members[group]++);
        }

        int fair = data.people() * 10 / groups;
        assertThat(IntStream.of(members)).allMatch(count -> count >= fair / 2 && count <= fair * 2 + 10);
    }

    @Test
    void aRuleMatchesEachGroupAndNamesADeploymentThatIsMade() {
        LdapData data = new LdapData(200, 45);

        for (int group = 0; group < data.groups(); group++) {
            String dn = data.groupDn(group);
            List<Matcher> matching = LdapData.rules().stream()
                    .map(rule -> rule.substring("pattern(".length(), rule.lastIndexOf(") -> ")))
                    .map(pattern -> Pattern.compile(pattern).matcher(dn))
                    .filter(Matcher::matches)
                    .toList();
            assertThat(matching).hasSize(1);
            assertThat(data.customers()).contains(matching.get(0).group("customer"));
            assertThat(LdapData.deployments()).contains(matching.get(0).group("deployment"));
            assertThat(data.isGroup(data.groupName(group))).isTrue();
        }
        assertThat(data.customers()).hasSize(5);
    }

    @Test
    void bothSidesOfAMembershipAreWritten() throws IOException {
        LdapData data = new LdapData(200, 60);
        StringWriter ldif = new StringWriter();

        data.write(ldif);

        assertThat(ldif.toString().lines().filter(line -> line.startsWith("memberOf: ")))
                .hasSize(2_000);
        assertThat(ldif.toString().lines().filter(line -> line.startsWith("member: uid=")))
                .hasSize(2_000);
        assertThat(ldif.toString()).contains("dn: uid=u199," + LdapData.PEOPLE + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 5_000, 50_000})
    void aWarmUpHasSomePeopleAndFewOfAll(int people) {
        LdapData data = new LdapData(people, 60);
        String some = data.filterOfSome().replace("(uid=", "").replace("*)", "");

        long found = IntStream.range(0, people)
                .filter(person -> data.uid(person).startsWith(some))
                .count();

        assertThat(found).isBetween(10L, people / 9L);
    }

    @Test
    void aRoleOfKeycloakIsNoGroup() {
        assertThat(new LdapData(200, 60).isGroup("default-roles-ldap")).isFalse();
    }
}
