package dev.rolecall.access;

import java.util.List;

/** A part of who holds grants on an object or above it. */
public record HolderPage(long total, List<Holder> holders) {
    public HolderPage {
        holders = List.copyOf(holders);
    }

    /** A person, one grant in force, and one of the notes about it that are. */
    public record Holder(String userId, String username, Grant grant, Note note) {
        @Override
        public String toString() {
            return "Holder[userId=" + userId + ", grant=" + grant + "]";
        }
    }
}
