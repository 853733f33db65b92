/**
 * The fences of the house: what {@code CONTRIBUTING.md} says about rooms, floors, names
 * and secrets, as tests. The rules are checked by plain tests, because ArchUnit's own
 * annotation runs nothing under JUnit 6 and stays green.
 */
@NullMarked
package dev.sslsocket.fence;

import org.jspecify.annotations.NullMarked;
