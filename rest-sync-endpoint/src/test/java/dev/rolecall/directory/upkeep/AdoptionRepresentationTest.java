package dev.rolecall.directory.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.AdoptionStep.State;
import dev.rolecall.access.AdoptionStep.What;
import dev.rolecall.directory.upkeep.AdoptionRepresentation.Remaining;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionRepresentationTest {
    private static final Remaining NOTHING = new Remaining(0, 0);

    private static List<AdoptionStep> one(State state) {
        return List.of(new AdoptionStep(What.CLIENT_SCOPE, "client-scopes/access", state));
    }

    @ParameterizedTest
    @CsvSource({"true,ADDED,false", "true,CHANGED,false", "true,PRESENT,true", "true,ADVICE,true", "false,ADDED,true"})
    void aDryRunIsDoneWhereThereIsNothingToDo(boolean dryRun, State state, boolean done) {
        assertThat(AdoptionRepresentation.of(dryRun, NOTHING, one(state)).done())
                .isEqualTo(done);
    }

    @Test
    void nothingIsDoneAsLongAsSomethingRemains() {
        assertThat(AdoptionRepresentation.of(false, new Remaining(1, 0), List.of())
                        .done())
                .isFalse();
        assertThat(AdoptionRepresentation.of(false, new Remaining(0, 1), List.of())
                        .done())
                .isFalse();
    }

    @Test
    void anOrderSaysNothingUnlessItIsTold() {
        assertThat(AdoptionOrder.of(null, null, null)).isEqualTo(new AdoptionOrder(false, false, false));
        assertThat(AdoptionOrder.of("true", "true", "all")).isEqualTo(new AdoptionOrder(true, true, true));
    }
}
