/**
 * What the tests of a TLS application need first of all: certificates made in code and a
 * ready test PKI. Nothing here is for production.
 * <p>
 * <b>Why make certificates in code?</b> A certificate in a file expires while nobody
 * looks, and its private key is a secret somebody has to explain. Made anew in each run,
 * a certificate says in the test what is special about it.
 * <p>
 * <b>Why unchecked exceptions?</b> A test cannot recover from a certificate that could
 * not be made; {@link java.lang.IllegalStateException} and
 * {@link java.io.UncheckedIOException} say what was tried.
 * <p>
 * <b>Why pass phrases as String?</b> In a test they are literals of the source, which
 * nobody can wipe; production code takes {@code char[]}.
 * <p>
 * <b>Why Bouncy Castle as a private instance?</b> The JDK can sign but not issue. The
 * provider is passed explicitly and never registered: a test library that changes
 * {@code java.security.Security} changes what is tested.
 */
@NullMarked
package dev.sslsocket.testing;

import org.jspecify.annotations.NullMarked;
