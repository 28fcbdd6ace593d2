package dev.rolecall.ldap.keycloak;

import java.util.List;

/**
 * What a request asks for of a list.
 *
 * @param first from 0 on
 * @param max from 1 on
 */
record Page(int first, int max) {
    <T> List<T> of(List<T> all) {
        return all.subList(Math.min(first, all.size()), (int) Math.min((long) first + max, all.size()));
    }
}
