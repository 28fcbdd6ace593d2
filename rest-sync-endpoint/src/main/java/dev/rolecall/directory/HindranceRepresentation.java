package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.Hindrance;
import dev.rolecall.access.Holding;
import dev.rolecall.access.Holdings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Why something that is stored gives nothing.
 *
 * @param code   for example {@code expired}
 * @param reason for a person to read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HindranceRepresentation(String code, String reason) {
    static HindranceRepresentation of(Hindrance hindrance) {
        return new HindranceRepresentation(hindrance.code().wire(), hindrance.reason());
    }

    /** Empty if the grant is in force. */
    static List<HindranceRepresentation> of(Holdings person, Holding holding, Instant now) {
        List<Hindrance> all = new ArrayList<>(holding.hindrances(now));
        if (!person.enabled()) {
            all.add(0, Hindrance.PERSON_DISABLED);
        }
        return all.stream().map(HindranceRepresentation::of).toList();
    }
}
