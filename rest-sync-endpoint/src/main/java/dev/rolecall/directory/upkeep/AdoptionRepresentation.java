package dev.rolecall.directory.upkeep;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.AdoptionStep.State;
import java.util.List;

/**
 * What adoption did, or would do.
 *
 * @param done      whether nothing is left; otherwise the same call goes on where this one stopped
 * @param remaining what is left of what there are many of
 * @param steps     what was done; of organizations and clients only those that lacked something
 */
record AdoptionRepresentation(boolean dryRun, boolean done, Remaining remaining, List<Step> steps) {
    AdoptionRepresentation {
        steps = List.copyOf(steps);
    }

    record Remaining(long organizations, long clients) {
        boolean isNothing() {
            return organizations == 0 && clients == 0;
        }
    }

    record Step(
            String what,
            String where,
            String state,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String note) {
        static Step of(AdoptionStep step) {
            return new Step(step.what().wire(), step.where(), step.state().wire(), step.note());
        }
    }

    static AdoptionRepresentation of(boolean dryRun, Remaining remaining, List<AdoptionStep> steps) {
        boolean undone = dryRun && steps.stream().anyMatch(AdoptionRepresentation::isChange);
        return new AdoptionRepresentation(
                dryRun,
                !undone && remaining.isNothing(),
                remaining,
                steps.stream().map(Step::of).toList());
    }

    static boolean isChange(AdoptionStep step) {
        return step.state() == State.ADDED || step.state() == State.CHANGED;
    }
}
