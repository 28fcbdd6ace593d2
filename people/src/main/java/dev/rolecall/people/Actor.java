package dev.rolecall.people;

/**
 * Who the admin events name.
 *
 * @param clientId the internal id of the client
 * @param userId   the user, for a service its service account
 */
public record Actor(String clientId, String userId, String ipAddress) {}
