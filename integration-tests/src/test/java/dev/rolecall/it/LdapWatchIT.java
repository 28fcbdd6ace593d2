package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.demo.Http;
import dev.rolecall.demo.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server's metrics tell of groups of a directory. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapWatchIT {
    private static final String GIVEN = "rolecall_ldap_reconciliations_total{outcome=\"given\"}";
    private static final String TAKEN = "rolecall_ldap_reconciliations_total{outcome=\"taken\"}";
    private static final String UNREACHABLE = "rolecall_ldap_directory_failures_total{kind=\"unreachable\"}";
    private static final String SPARED = "rolecall_ldap_directory_failures_total{kind=\"spared\"}";
    private static final String OUTDATED = "rolecall_ldap_outdated_total";
    private static final String HELD = "rolecall_ldap_syncs_total{state=\"held\"}";
    private static final String COMPLETED = "rolecall_ldap_syncs_total{state=\"completed\"}";
    private static final String FAILED = "rolecall_ldap_syncs_total{state=\"failed\"}";

    private final TestBed bed;
    private final TestRealm realm;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private String group = "";
    private String mapper = "";

    LdapWatchIT(TestRealm realm, Slapd slapd, TestBed bed) {
        this.bed = bed;
        this.realm = realm;
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
    }

    @BeforeAll
    void thereIsADirectory() {
        group = directory.addGroup(LdapDirectory.GROUPS, "watched-" + UUID.randomUUID());
        mapper = ldap.addMapper(
                ldap.addProvider(LdapDirectory.PEOPLE, true),
                Map.of("rules", List.of(group + " -> VIEW@acme"), "refreshSeconds", List.of("0")));
    }

    /** One number of the server's metrics; 0 when it is not there yet. */
    private double metric(String series) {
        return Http.get(URI.create(bed.server().managementUrl() + "/metrics"), null)
                .expecting(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void peopleWhoGainOrLoseSomethingAreCounted() {
        double given = metric(GIVEN);
        double taken = metric(TAKEN);
        String person = ldap.personIn(group);
        ldap.login(person);

        directory.removeFrom(group, person);
        ldap.login(person);

        assertThat(metric(GIVEN) - given).isEqualTo(1);
        assertThat(metric(TAKEN) - taken).isEqualTo(1);
    }

    @Test
    void aDirectoryThatIsDownIsCountedAndPeopleWhoKeepWhatAnOldAnswerGave() {
        String person = ldap.personIn(group);
        Tokens tokens = ldap.refresh(ldap.login(person));
        double failures = metric(UNREACHABLE);
        double spared = metric(SPARED);
        double outdated = metric(OUTDATED);
        directory.stop();
        try {
            Tokens young = ldap.refresh(tokens);
            double stillYoung = metric(OUTDATED);
            bed.database().execute("update RC_LDAP_PERSON set CHECKED_AT = 0 where MAPPER_ID = '" + mapper + "'");
            Tokens old = ldap.refresh(young);

            assertThat(old.accessClaims().at("/access/customers").has("acme")).isTrue();
            assertThat(stillYoung).isEqualTo(outdated);
            assertThat(metric(OUTDATED) - outdated).isEqualTo(1);
            assertThat(metric(UNREACHABLE) - failures).isEqualTo(1);
            assertThat(metric(SPARED) - spared).isEqualTo(1);
        } finally {
            directory.restart();
        }
    }

    @Test
    void syncsAreCountedByHowTheyEnded() {
        List<String> people =
                Stream.generate(() -> ldap.personIn(group)).limit(3).toList();
        people.forEach(ldap::login);
        double held = metric(HELD);
        double completed = metric(COMPLETED);
        double failed = metric(FAILED);

        ldap.sync(mapper);
        people.forEach(person -> directory.removeFrom(group, person));
        ldap.sync(mapper);
        directory.stop();
        try {
            ldap.sync(mapper);
        } finally {
            directory.restart();
        }

        assertThat(metric(COMPLETED) - completed).isEqualTo(1);
        assertThat(metric(HELD) - held).isEqualTo(1);
        assertThat(metric(FAILED) - failed).isEqualTo(1);
    }

    @Test
    void noSeriesNamesAPersonAGroupOrARealm() {
        ldap.login(ldap.personIn(group));

        assertThat(Http.get(URI.create(bed.server().managementUrl() + "/metrics"), null)
                        .expecting(200)
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("rolecall_ldap")))
                .isNotEmpty()
                .noneMatch(line -> line.contains(realm.name()) || line.contains(group) || line.contains("m-"));
    }
}
