package dev.rolecall.sync.rows;

import dev.rolecall.people.EmptyCells;
import java.util.Set;

/**
 * How the columns of a CSV file are understood.
 *
 * @param profileAttributes the attributes the user profile declares; a column that is neither one of them nor a row
 *                          field is left out
 * @param multivalued       those of them that have several values
 */
public record Columns(Set<String> profileAttributes, Set<String> multivalued, EmptyCells emptyCells) {
    public Columns {
        profileAttributes = Set.copyOf(profileAttributes);
        multivalued = Set.copyOf(multivalued);
    }
}
