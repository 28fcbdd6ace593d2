package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Ceiling;
import dev.rolecall.people.Actor;
import dev.rolecall.people.EmptyCells;
import dev.rolecall.people.Trace;
import dev.rolecall.sync.gate.Sender;
import dev.rolecall.sync.source.Source;
import dev.rolecall.sync.source.SourceSettings;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportPermissionTest {
    private static final Actor ACTOR = new Actor("client-1", "user-1", "192.0.2.1");
    private static final Source HR = new Source(
            "id-1",
            "hr",
            true,
            new SourceSettings(Set.of("hr-import"), Ceiling.DEFAULT, EmptyCells.KEEP, false, false));

    @Test
    void isGivenWhileSourceAndSenderStand() {
        assertThat(ImportPermission.of(Optional.of(HR), new Sender("hr-import", true), ACTOR))
                .isInstanceOfSatisfying(ImportPermission.Given.class, given -> {
                    assertThat(given.rules().actor()).isEqualTo(ACTOR);
                    assertThat(given.rules().grants().ceiling()).isEqualTo(Ceiling.DEFAULT);
                });
    }

    @Test
    void tellsWhatChangesAndLeavesAnEventForEachPerson() {
        assertThat(traceOf(HR)).isEqualTo(new Trace(true, true));
    }

    @Test
    void leavesNoEventForAPersonWhereTheSourceSaysSo() {
        SourceSettings hr = HR.settings();
        SourceSettings quiet = new SourceSettings(
                hr.clients(),
                hr.ceiling(),
                hr.emptyCells(),
                hr.rolesAssociate(),
                hr.takesOverProviderAccounts(),
                hr.columns(),
                hr.mode(),
                hr.requestMayChooseMode(),
                hr.authoritative(),
                hr.oneTimeTokens(),
                true,
                hr.leavers());

        assertThat(traceOf(new Source("id-1", "hr", true, quiet))).isEqualTo(new Trace(true, false));
    }

    @Test
    void isTakenWithTheSource() {
        assertThat(ImportPermission.of(Optional.empty(), new Sender("hr-import", true), ACTOR))
                .isEqualTo(new ImportPermission.Taken(ImportPermission.SOURCE_GONE));
    }

    @Test
    void isTakenWithTheClientItsBindingOrItsUsersRole() {
        assertIsTakenFrom(new Sender(null, true));
        assertIsTakenFrom(new Sender("another", true));
        assertIsTakenFrom(new Sender("hr-import", false));
    }

    private static Trace traceOf(Source source) {
        ImportPermission permission = ImportPermission.of(Optional.of(source), new Sender("hr-import", true), ACTOR);
        return ((ImportPermission.Given) permission).rules().trace();
    }

    private static void assertIsTakenFrom(Sender sender) {
        assertThat(ImportPermission.of(Optional.of(HR), sender, ACTOR))
                .isEqualTo(new ImportPermission.Taken("The client may not send files any more."));
    }
}
