package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidateTest {
    private final StoredPerson ada = new StoredPerson(
            "id-1",
            new PersonState("ada", "ada@acme.test", "Ada", null, true, Map.of("usercode", List.of("E1"))),
            null,
            null);

    private Candidate candidate(String members) {
        return Candidate.changed(JsonRowTest.person("{'usercode':'E1'," + members + "}"), ada, false);
    }

    @Test
    void aRowThatSaysWhatIsStoredLeavesAllAsItIs() {
        Candidate candidate = candidate("'firstName':'Ada'");

        assertThat(candidate.leavesAllAsItIs()).isTrue();
        assertThat(candidate.changed()).isEmpty();
    }

    @Test
    void aRowThatSaysSomethingElseDoesNot() {
        Candidate candidate = candidate("'firstName':'Augusta'");

        assertThat(candidate.leavesAllAsItIs()).isFalse();
        assertThat(candidate.changed()).isEqualTo(Set.of("firstName"));
    }

    @Test
    void whatItBecomesAfterItWasAskedCounts() {
        Candidate candidate = candidate("'firstName':'Augusta'");
        assertThat(candidate.staysAsStored()).isFalse();

        candidate.become(ada.state());

        assertThat(candidate.staysAsStored()).isTrue();
        assertThat(candidate.changed()).isEmpty();
    }

    @Test
    void aNewPasswordIsAChangeThatLeavesTheFieldsAsTheyAre() {
        Candidate candidate = candidate("'firstName':'Ada'");

        candidate.setPassword();

        assertThat(candidate.staysAsStored()).isTrue();
        assertThat(candidate.leavesAllAsItIs()).isFalse();
        assertThat(candidate.changed()).isEqualTo(Set.of("credential"));
    }

    @Test
    void aNewPersonIsNeverAsStored() {
        Candidate candidate = Candidate.created(JsonRowTest.person("{'usercode':'E1'}"), false);

        assertThat(candidate.staysAsStored()).isFalse();
        assertThat(candidate.leavesAllAsItIs()).isFalse();
    }
}
