package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.Evidence;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why a directory gave something.
 *
 * @param text  all of it for a person
 * @param group left out where attributes met the rule
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EvidenceRepresentation(String text, @Nullable String group, int rule, String seenAt) {
    static List<EvidenceRepresentation> of(List<Evidence> evidence, Predicate<Evidence> wanted) {
        return evidence.stream()
                .filter(wanted)
                .map(each -> new EvidenceRepresentation(
                        each.text(), each.group(), each.rule(), each.seenAt().toString()))
                .toList();
    }
}
