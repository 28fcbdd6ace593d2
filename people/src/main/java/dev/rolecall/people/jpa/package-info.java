/** The table RC_PERSON_KEY and what tells Keycloak about it. */
@NullMarked
package dev.rolecall.people.jpa;

import org.jspecify.annotations.NullMarked;
