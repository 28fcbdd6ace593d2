package dev.rolecall.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Copies rows of one table, again and again: the statement's two parameters are the first and the last number of a copy.
 * A column that is not spoken of is copied as it is.
 *
 * @param rows     a condition on the rows, which the statement calls {@code t}
 * @param replaced column -> what stands in it in copy {@code n}
 */
record TableCopy(String table, String rows, Map<String, String> replaced) {
    /** A temporary table with the id of everything that gets a copy of its own. */
    static final String COPIED = "copied";

    /** Makes the id of a copy from the id of its original; the same each time, so that rows agree across tables. */
    static final String COPY_ID = """
            create function pg_temp.copy_id(text, int) returns text language sql immutable
            as $$ select case when $2 = 0 then $1 else md5($1 || ':' || $2)::uuid::text end $$""";

    TableCopy {
        replaced = Map.copyOf(replaced);
    }

    /** Of the rows whose column names something that is copied. */
    static TableCopy of(String table, String column) {
        return new TableCopy(table, "t." + column + " in (select id from " + COPIED + ")", Map.of());
    }

    /** These columns hold ids of things that are copied. */
    TableCopy ids(String... columns) {
        TableCopy copy = this;
        for (String column : columns) {
            copy = copy.with(column, "pg_temp.copy_id(t." + column + ", n)");
        }
        return copy;
    }

    /** These columns may hold such an id, or something else that stays. */
    TableCopy idsOrOthers(String... columns) {
        TableCopy copy = this;
        for (String column : columns) {
            copy = copy.with(
                    column,
                    "case when t.%1$s in (select id from %2$s) then pg_temp.copy_id(t.%1$s, n) else t.%1$s end"
                            .formatted(column, COPIED));
        }
        return copy;
    }

    /** These columns hold text in which the number of the copy takes the place of the reference's. */
    TableCopy numbered(String... columns) {
        TableCopy copy = this;
        for (String column : columns) {
            copy = copy.with(
                    column, "replace(t." + column + ", '" + ReferenceCustomer.NUMBER + "', to_char(n, 'FM00000'))");
        }
        return copy;
    }

    TableCopy with(String column, String expression) {
        Map<String, String> all = new LinkedHashMap<>(replaced);
        all.put(column, expression);
        return new TableCopy(table, rows, all);
    }

    /** The statement for a table that has these columns. */
    String statement(List<String> columns) {
        if (!columns.containsAll(replaced.keySet())) {
            throw new BenchmarkFailedException(
                    table + " has the columns " + columns + ", but these were expected: " + replaced.keySet());
        }
        String values = columns.stream()
                .map(column -> replaced.getOrDefault(column, "t." + column))
                .collect(Collectors.joining(", "));
        return "insert into %s (%s) select %s from %s t cross join generate_series(?, ?) n where %s"
                .formatted(table, String.join(", ", columns), values, table, rows);
    }
}
