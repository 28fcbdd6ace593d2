/**
 * The pack in containers: the jars dropped into the stock image, and the image of {@code docker/Dockerfile} on
 * PostgreSQL. Needs a Docker engine, so it runs behind the Maven profile {@code containers} only.
 */
@NullMarked
package dev.rolecall.container;

import org.jspecify.annotations.NullMarked;
