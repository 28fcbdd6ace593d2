/**
 * Sources: who may bring people in, and what they may give. A source is a component of the realm, edited in the console
 * as the user federation entry "Rolecall people source" ({@link dev.rolecall.sync.source.PeopleSourceProviderFactory}) although it
 * federates no user: it answers no look-up, so logins never ask it. {@link dev.rolecall.sync.source.Sources} finds the
 * one a client may use; {@link dev.rolecall.sync.source.SourceSettings} is what it says.
 */
@NullMarked
package dev.rolecall.sync.source;

import org.jspecify.annotations.NullMarked;
