/**
 * What Rolecall promises, checked on a real server. {@link dev.rolecall.it.TestBed} is the server all classes share,
 * {@link dev.rolecall.it.TestRealm} the fresh copy of the realm {@code cloud} a class gets as a constructor parameter.
 */
@NullMarked
package dev.rolecall.it;

import org.jspecify.annotations.NullMarked;
