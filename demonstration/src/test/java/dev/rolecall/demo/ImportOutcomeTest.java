package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportOutcomeTest {
    private final ImportOutcome outcome = ImportOutcome.of(Json.read("""
                    {"state":"COMPLETED","error":null,
                     "counts":{"rows":4,"created":1,"updated":0,"unchanged":1,"rejected":2}}
                    """), Json.read("""
                    {"total":2,"entries":[
                      {"line":3,"key":"E1","status":"rejected","errors":[
                        {"field":"email","code":"invalid-email","message":"is no e-mail address"},
                        {"field":"roles","code":"not-associated","message":"VIEW@globex"}]},
                      {"line":5,"key":null,"status":"rejected","errors":[
                        {"field":"usercode","code":"missing-key","message":"every row has one"}]}]}
                    """));

    @Test
    void countsWhatBecameOfTheRows() {
        assertThat(outcome.counts()).isEqualTo("4 rows: 1 created, 0 updated, 1 unchanged, 2 rejected");
    }

    @Test
    void saysEveryReasonOfARow() {
        assertThat(outcome.rejected().get(0).text())
                .isEqualTo("line   3  E1     invalid-email (email) is no e-mail address;"
                        + " not-associated (roles) VIEW@globex");
    }

    @Test
    void leavesTheKeyEmptyWhereTheRowHadNone() {
        assertThat(outcome.rejected().get(1).key()).isEmpty();
    }

    @Test
    void listsCodesByLine() {
        assertThat(outcome.codes()).isEqualTo("3 invalid-email+not-associated, 5 missing-key");
    }
}
