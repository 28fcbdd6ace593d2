package dev.rolecall.directory;

/** @param status what became of the change: {@code created}, {@code updated} or {@code unchanged} */
record ChangeRepresentation(String status) {
    ChangeRepresentation(Outcome outcome) {
        this(outcome.status().wire());
    }
}
