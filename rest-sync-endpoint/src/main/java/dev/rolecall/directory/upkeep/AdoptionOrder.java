package dev.rolecall.directory.upkeep;

import dev.rolecall.sync.gate.Parameters;
import dev.rolecall.sync.gate.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator wants adoption to do.
 *
 * @param dryRun               tell, and do nothing
 * @param acceptExistingGroups members of groups that become role groups may gain what these grant
 * @param allClients           clients that are there get the client scope {@code access} too
 */
record AdoptionOrder(boolean dryRun, boolean acceptExistingGroups, boolean allClients) {
    static AdoptionOrder of(@Nullable String dryRun, @Nullable String acceptExistingGroups, @Nullable String clients) {
        if (clients != null && !clients.equals("all") && !clients.equals("new")) {
            throw Refusal.badRequest("clients", "invalid-value", "clients is new or all.");
        }
        return new AdoptionOrder(
                Parameters.flag("dryRun", dryRun),
                Parameters.flag("acceptExistingGroups", acceptExistingGroups),
                "all".equals(clients));
    }
}
