package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowMappingTest {
    private static final Set<String> PROFILE = Set.of("department", "skills", "employeeId");

    private static RowMapping mapping(String... entries) {
        return RowMapping.of(KeyField.USERCODE, List.of(entries), null);
    }

    private static ColumnRow csv(RowMapping mapping, String... header) {
        return new ColumnRow(List.of(header), PROFILE, Set.of("skills"), EmptyCells.KEEP, mapping);
    }

    private static PersonRow person(Row row) {
        assertThat(row).isInstanceOf(PersonRow.class);
        return (PersonRow) row;
    }

    private static PersonRow csvRow(RowMapping mapping, String header, String cells) {
        return person(csv(mapping, header.split(",", -1)).read(2, List.of(cells.split(",", -1))));
    }

    private static Row json(RowMapping mapping, String json) {
        try {
            return JsonRow.read(1, new ObjectMapper().readTree(json.replace('\'', '"')), mapping);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class AColumn {
        @Test
        void becomesARowField() {
            PersonRow row =
                    csvRow(mapping("Employee No=usercode", "Mail=email|lower"), "Employee No,Mail", "E1,ADA@X.TEST");

            assertThat(row.usercode()).isEqualTo("E1");
            assertThat(row.email().get()).isEqualTo("ada@x.test");
        }

        @Test
        void becomesAnAttribute() {
            PersonRow row = csvRow(mapping("Dept=department|upper"), "usercode,Dept", "E1,r&d");

            assertThat(row.attributes()).containsEntry("department", Patch.set(List.of("R&D")));
        }

        @ParameterizedTest
        @CsvSource({"fte,HUMAN", "Bot,SYSTEM", "freelance,HUMAN"})
        void hasItsValuesChangedByATable(String cell, String userType) {
            RowMapping mapping = mapping("Contract=userType|upper|FTE=HUMAN|BOT=SYSTEM|*=HUMAN");

            assertThat(csvRow(mapping, "usercode,Contract", "E1," + cell)
                            .userType()
                            .get())
                    .isEqualTo(userType);
        }

        @Test
        void keepsAValueThatIsInNoTable() {
            assertThat(csvRow(mapping("Dept=department|A=B"), "usercode,Dept", "E1,C")
                            .attributes())
                    .containsEntry("department", Patch.set(List.of("C")));
        }

        @Test
        void thatIsAListHasEachEntryChangedAndTheUnknownOnesDropped() {
            PersonRow row = csvRow(
                    mapping("Groups=roles|Admins=ADMIN@acme|Users=VIEW@acme|*="),
                    "usercode,Groups",
                    "E1,Users;Tennis;Admins");

            assertThat(row.roles().get()).containsExactly("VIEW@acme", "ADMIN@acme");
        }

        @Test
        void thatIsEmptyIsNotChanged() {
            assertThat(csvRow(mapping("Contract=userType|*=HUMAN"), "usercode,Contract", "E1,")
                            .userType()
                            .isKeep())
                    .isTrue();
        }

        @Test
        void canBeLeftOut() {
            ColumnRow columns = csv(mapping("ignore:email"), "usercode", "email");

            assertThat(person(columns.read(2, List.of("E1", "x@y.test")))
                            .email()
                            .isKeep())
                    .isTrue();
            assertThat(columns.warnings()).isEmpty();
        }

        @Test
        void thatBecomesWhatAnotherOneIsMakesTheFileUnusable() {
            assertThatThrownBy(() -> csv(mapping("Login=username"), "usercode", "username", "Login"))
                    .isInstanceOf(UnusableHeaderException.class)
                    .hasMessageContaining("username and Login are both username");
        }

        @Test
        void thatBecomesNoAttributeOfTheProfileIsLeftOutWithAWarning() {
            assertThat(csv(mapping("Size=shoeSize"), "usercode", "Size").warnings())
                    .containsExactly("the column Size was left out: shoeSize is no attribute of the user profile");
        }

        @Test
        void mayHaveSignsOfTheGrammarInItsName() {
            RowMapping mapping = mapping("a%3Db%7Cc %25=department|x%3D1=y%2Ffoo");

            assertThat(csvRow(mapping, "usercode,a=b|c %", "E1,x=1").attributes())
                    .containsEntry("department", Patch.set(List.of("y%2Ffoo")));
        }

        @Test
        void thatIsTheKeyMustBeThere() {
            assertThatThrownBy(() -> csv(mapping("Employee No=usercode"), "email"))
                    .hasMessageContaining("no column that becomes usercode");
        }
    }

    @Nested
    class AConstant {
        @Test
        void isWhatEveryRowSays() {
            PersonRow row = csvRow(
                    mapping("constant:userType=HUMAN", "constant:customers=acme;globex", "constant:department=A;B"),
                    "usercode",
                    "E1");

            assertThat(row.userType().get()).isEqualTo("HUMAN");
            assertThat(row.customers().get()).containsExactly("acme", "globex");
            assertThat(row.attributes()).containsEntry("department", Patch.set(List.of("A;B")));
        }

        @Test
        void winsOverAColumn() {
            ColumnRow columns = csv(mapping("constant:customers=acme", "Org=customers"), "usercode", "Org");

            assertThat(person(columns.read(2, List.of("E1", "globex")))
                            .customers()
                            .get())
                    .containsExactly("acme");
            assertThat(columns.warnings()).containsExactly("the column Org was left out: the source fixes customers");
        }

        @Test
        void winsOverAMember() {
            RowMapping mapping = mapping("constant:enabled=true", "constant:department=X");
            PersonRow row = person(json(
                    mapping,
                    "{'usercode':'E1','enabled':'nonsense','attributes':{'department':['Y'],'skills':['s']}}"));

            assertThat(row.enabled().get()).isTrue();
            assertThat(row.attributes())
                    .containsEntry("department", Patch.set(List.of("X")))
                    .containsKey("skills");
        }
    }

    @Nested
    class AMember {
        private final RowMapping mapping = mapping(
                "no=usercode", "dept=department|upper", "active=enabled|yes=true|no=false", "group=roles|a=VIEW@acme");

        @Test
        void becomesWhatAColumnWould() {
            PersonRow row = person(json(mapping, "{'no':'E1','dept':'r&d','active':'yes','group':'a;ADMIN@x'}"));

            assertThat(row.usercode()).isEqualTo("E1");
            assertThat(row.attributes()).containsEntry("department", Patch.set(List.of("R&D")));
            assertThat(row.enabled().get()).isTrue();
            assertThat(row.roles().get()).containsExactly("VIEW@acme", "ADMIN@x");
        }

        @Test
        void clearsWithNull() {
            assertThat(person(json(mapping, "{'no':'E1','dept':null}")).attributes())
                    .containsEntry("department", Patch.clear());
        }

        @Test
        void thatBecomesWhatAnotherOneIsRejectsTheRow() {
            assertThat(((UnreadableRow) json(mapping, "{'no':'E1','usercode':'E2'}")).errors())
                    .extracting(e -> e.code().wire())
                    .contains("malformed-row");
            assertThat(((UnreadableRow) json(mapping, "{'no':'E1','dept':'A','attributes':{'department':'B'}}"))
                            .errors())
                    .extracting(e -> e.code().wire())
                    .containsExactly("malformed-row");
        }

        @Test
        void thatNobodyKnowsStillRejectsTheRow() {
            assertThat(((UnreadableRow) json(mapping, "{'no':'E1','shoe':'42'}")).errors())
                    .extracting(RowError::field)
                    .containsExactly("shoe");
        }
    }

    @Nested
    class TheDefaultCustomer {
        private final RowMapping mapping = RowMapping.of(KeyField.USERCODE, List.of(), "acme");

        @Test
        void isTheCustomerOfARowThatNamesNone() {
            assertThat(csvRow(mapping, "usercode,customers", "E1,").customers().get())
                    .containsExactly("acme");
        }

        @Test
        void isNotThatOfARowThatNamesAnother() {
            assertThat(csvRow(mapping, "usercode,customers", "E1,globex")
                            .customers()
                            .get())
                    .containsExactly("globex");
        }

        @Test
        void isWhatARoleIsOnThatDoesNotSay() {
            assertThat(csvRow(mapping, "usercode,roles", "E1,MANAGE;VIEW@globex")
                            .roles()
                            .get())
                    .containsExactly("MANAGE@acme", "VIEW@globex");
        }

        @Test
        void isNotThatOfARowThatClearsThem() {
            assertThat(person(json(mapping, "{'usercode':'E1','customers':null}"))
                            .customers()
                            .isClear())
                    .isTrue();
        }
    }

    @Nested
    class ARequest {
        private final RowMapping own = mapping("Employee No=usercode", "Dept=department", "constant:userType=HUMAN");

        @Test
        void saysInItsPlaceWhatAColumnBecomes() {
            RowMapping changed = own.changedBy(Map.of("Personal|No", "usercode"));

            assertThat(csvRow(changed, "Personal|No,Dept", "E1,X").usercode()).isEqualTo("E1");
            assertThat(changed.entries())
                    .containsExactlyInAnyOrder("Dept=department", "Personal%7CNo=usercode", "constant:userType=HUMAN");
        }

        @Test
        void leavesOutAColumnWithNull() {
            assertThat(own.changedBy(Collections.singletonMap("Dept", null)).entries())
                    .contains("ignore:Dept")
                    .doesNotContain("Dept=department");
        }

        @Test
        void cannotChangeAConstant() {
            assertThatThrownBy(() -> own.changedBy(Map.of("constant:userType", "SYSTEM")))
                    .isInstanceOf(UnusableMappingException.class)
                    .hasMessageContaining("the source fixes it");
        }

        @Test
        void canAddAConstant() {
            RowMapping changed = own.changedBy(Map.of("constant:department", "X|Y=Z"));

            assertThat(csvRow(changed, "Employee No", "E1").attributes())
                    .containsEntry("department", Patch.set(List.of("X|Y=Z")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Employee No=usercode",
                "Mail=email|lower",
                "Contract=userType|upper|FTE=HUMAN|*=SYSTEM",
                "ignore:Salary",
                "constant:userType=HUMAN",
                "a%3Db%7C%25=department|x%3D1=y%7C|%2A=star",
                "%2A%3A=skills|*=",
                "constant%3Ax=email"
            })
    void isWrittenAsItWasRead(String entry) {
        assertThat(mapping(entry).entries()).containsExactly(entry);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    Employee No ~ no =
                    =usercode ~ names no column
                    Employee No= ~ what the column becomes
                    pw=password ~ can become password
                    pw=credential ~ can become credential
                    x=rolecall.protected ~ can become rolecall.protected
                    x=email|title ~ lower, upper or value=other
                    x=email|lower|upper ~ either lower or upper
                    x=userType|a=HUMAN|a=SYSTEM ~ twice
                    x=userType|upper|fte=HUMAN ~ after the change of case
                    x=userType|=HUMAN ~ empty cell
                    ignore: ~ names no column
                    constant:userType= ~ no value
                    constant:userType=ROBOT ~ HUMAN or SYSTEM
                    constant:enabled=maybe ~ true or false
                    constant:nonsense!= ~ no value
                    constant:usercode=E1 ~ same key
                    """)
    void refusesWhatMeansNothingAndSaysWhere(String entry, String why) {
        assertThatThrownBy(() -> mapping(entry))
                .isInstanceOf(UnusableMappingException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesTwoEntriesAboutOneColumn() {
        assertThatThrownBy(() -> mapping("a=email", "a=username"))
                .hasMessage(
                        "The header mapping \"a=username\" cannot be used: another entry says something of the same column.");
        assertThatThrownBy(() -> mapping("a=email", "ignore:a")).hasMessageContaining("same column");
    }

    @Test
    void refusesMoreEntriesThanItMayHave() {
        assertThatThrownBy(() -> mapping(Collections.nCopies(RowMapping.MAX_ENTRIES + 1, "a=email")
                        .toArray(String[]::new)))
                .hasMessageContaining("200");
        assertThatThrownBy(() -> mapping("a=email|x=" + "y".repeat(RowMapping.MAX_ENTRY)))
                .hasMessageContaining("1000");
    }

    @Nested
    class AnotherKey {
        private final RowMapping byName = RowMapping.of(KeyField.USERNAME, List.of("Login=username"), null);
        private final RowMapping byId = RowMapping.of(new KeyField("employeeId"), List.of(), null);

        @Test
        void isTheUsernameInLowerCase() {
            PersonRow row = csvRow(byName, "Login", "Ada");

            assertThat(row.key()).isEqualTo("ada");
            assertThat(row.keyField()).isEqualTo("username");
            assertThat(row.usercode()).isEqualTo("ada");
        }

        @Test
        void leavesARowItsUsercode() {
            PersonRow row = csvRow(byId, "employeeId,usercode", "77,E1");

            assertThat(row.key()).isEqualTo("77");
            assertThat(row.usercode()).isEqualTo("E1");
        }

        @Test
        void isMissedInTheHeaderAndInARow() {
            assertThatThrownBy(() -> csv(byId, "usercode")).hasMessageContaining("no column employeeId");
            assertThat(((UnreadableRow) json(byId, "{'usercode':'E1'}")).errors())
                    .extracting(RowError::toString)
                    .containsExactly("attributes.employeeId: missing-key");
        }

        @Test
        void isOneValue() {
            assertThat(((UnreadableRow) json(byId, "{'attributes':{'employeeId':['1','2']}}")).errors())
                    .extracting(e -> e.code().wire())
                    .containsExactly("invalid-value");
        }

        @Test
        void isNeverAConstant() {
            assertThatThrownBy(() -> RowMapping.of(KeyField.USERNAME, List.of("constant:username=x"), null))
                    .hasMessageContaining("same key");
        }
    }
}
