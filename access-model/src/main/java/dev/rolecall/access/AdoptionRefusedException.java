package dev.rolecall.access;

import java.util.List;

/** Something that is there already stands in the way of adoption. */
public final class AdoptionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Obstacle> obstacles;

    public AdoptionRefusedException(List<Obstacle> obstacles) {
        super("adoption was refused");
        this.obstacles = List.copyOf(obstacles);
    }

    public List<Obstacle> obstacles() {
        return obstacles;
    }

    /** @param where a path of names, as in {@link AdoptionStep} */
    public record Obstacle(Kind kind, String where, String message) {}

    public enum Kind {
        /** An organization has the alias or the name of the system object, and is not it. */
        SYSTEM_TAKEN("system-taken"),
        /** A client scope has the name of ours, and cannot carry our mappers. */
        SCOPE_TAKEN("scope-taken"),
        /** A group with members would become a role group: its members would gain a grant. */
        EXISTING_GROUP("existing-group"),
        /** A module is not installed on this server. */
        MODULE_MISSING("module-missing");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
