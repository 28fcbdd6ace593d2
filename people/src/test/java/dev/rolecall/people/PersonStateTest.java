package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PersonStateTest {
    private final PersonState ada = new PersonState(
            "ada",
            "ada@acme.test",
            "Ada",
            "Lovelace",
            true,
            Map.of("usercode", List.of("E1"), "department", List.of("R&D", "IT"), "userType", List.of("HUMAN")));

    private static PersonRow row(String members) {
        return JsonRowTest.person("{'usercode':'E1'" + (members.isEmpty() ? "" : "," + members) + "}");
    }

    @Nested
    class WhenThePersonIsNew {
        @Test
        void theUsernameIsTheUsercodeInLowerCase() {
            assertThat(PersonState.created(row(""), false).username()).isEqualTo("e1");
        }

        @Test
        void aUsernameInTheRowComesFirst() {
            assertThat(PersonState.created(row("'username':'Ada.L'"), false).username())
                    .isEqualTo("ada.l");
        }

        @Test
        void itIsEnabledAndCarriesItsUsercode() {
            PersonState created = PersonState.created(row(""), false);

            assertThat(created.enabled()).isTrue();
            assertThat(created.attributes()).isEqualTo(Map.of("usercode", List.of("E1")));
        }

        @Test
        void theRealmMayMakeTheEmailTheUsername() {
            PersonRow row = row("'username':'ada','email':'Ada@Acme.test'");

            assertThat(PersonState.created(row, true).username()).isEqualTo("ada@acme.test");
        }
    }

    @Nested
    class WhenThePersonIsThere {
        @Test
        void aRowThatSaysNothingChangesNothing() {
            assertThat(ada.with(row(""), false)).isEqualTo(ada);
        }

        @Test
        void aRowThatSaysWhatIsThereChangesNothing() {
            PersonRow same = row("'username':'ADA','email':'Ada@acme.test','firstName':'Ada','enabled':true,"
                    + "'userType':'HUMAN','attributes':{'department':['IT','R&D']}");

            assertThat(ada.differencesTo(ada.with(same, false))).isEmpty();
        }

        @Test
        void whatDiffersIsNamed() {
            PersonRow other = row(
                    "'username':'ada2','email':null,'lastName':'King','enabled':false,"
                            + "'userType':'SYSTEM','terminationDate':'2026-12-31','attributes':{'department':null,'manager':['E0']}");

            assertThat(ada.differencesTo(ada.with(other, false)))
                    .containsExactly(
                            "attributes.department",
                            "attributes.manager",
                            "email",
                            "enabled",
                            "lastName",
                            "terminationDate",
                            "userType",
                            "username");
        }

        @Test
        void anAttributeBecomesExactlyWhatTheRowSays() {
            assertThat(ada.with(row("'attributes':{'department':['HR']}"), false)
                            .attributes())
                    .containsEntry("department", List.of("HR"))
                    .containsEntry("userType", List.of("HUMAN"));
        }

        @Test
        void clearingWhatIsNotThereChangesNothing() {
            assertThat(ada.differencesTo(ada.with(row("'attributes':{'manager':null},'terminationDate':null"), false)))
                    .isEmpty();
        }

        @Test
        void aNewEmailIsANewUsernameWhereTheRealmSaysSo() {
            PersonState moved = ada.with(row("'username':'other','email':'al@acme.test'"), true);

            assertThat(moved.username()).isEqualTo("al@acme.test");
        }

        @Test
        void theSameEmailLeavesTheUsernameAlone() {
            assertThat(ada.with(row("'username':'other','email':'ada@acme.test'"), true)
                            .username())
                    .isEqualTo("ada");
        }
    }
}
