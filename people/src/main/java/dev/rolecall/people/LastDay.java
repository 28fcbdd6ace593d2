package dev.rolecall.people;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A termination date: the last day on which a person may log in, in UTC. */
record LastDay(LocalDate date) {
    /** What the attributes of a person say, if it is a date. */
    static Optional<LastDay> in(Map<String, List<String>> attributes) {
        List<String> values = attributes.getOrDefault(AttributeName.TERMINATION_DATE, List.of());
        if (values.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LastDay(LocalDate.parse(values.get(0))));
        } catch (DateTimeException e) {
            return Optional.empty(); // written by hand
        }
    }

    /** The day of this moment, and so many after it. */
    static Set<LastDay> from(Instant now, int more) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return today.datesUntil(today.plusDays(1L + more)).map(LastDay::new).collect(Collectors.toSet());
    }

    /** The first moment at which the person is gone. */
    Instant end() {
        return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end());
    }

    /**
     * A person whose last day is over is disabled, also by a row that says otherwise. A row that speaks of neither the
     * date nor {@code enabled} leaves a person whom an administrator enabled again.
     */
    static PersonState applied(PersonRow row, PersonState after, Instant now) {
        boolean speaks = row.terminationDate().isSet() || row.enabled().isSet();
        boolean over =
                speaks && in(after.attributes()).filter(day -> day.isOver(now)).isPresent();
        return over && after.enabled() ? after.disabled() : after;
    }

    @Override
    public String toString() {
        return "LastDay";
    }
}
