package dev.rolecall.sync.rows;

import dev.rolecall.people.EmptyCells;
import dev.rolecall.people.RowMapping;
import java.util.Set;

/**
 * How the columns of a CSV file and the members of JSON rows are understood.
 *
 * @param profileAttributes the attributes the user profile declares; a column that is neither one of them nor a row
 *                          field is left out
 * @param multivalued       those of them that have several values
 * @param mapping           what columns and members mean that do not mean what their names say
 */
public record Columns(
        Set<String> profileAttributes, Set<String> multivalued, EmptyCells emptyCells, RowMapping mapping) {
    public Columns {
        profileAttributes = Set.copyOf(profileAttributes);
        multivalued = Set.copyOf(multivalued);
    }
}
