/**
 * Has the issuer taken this certificate back? Revocation lists (RFC 5280 section 5) and
 * OCSP (RFC 6960): how an answer is found, whether it is authentic and current, and what
 * it says. What is made of the answer is for {@code verify} to decide.
 */
@NullMarked
package dev.sslsocket.revocation;

import org.jspecify.annotations.NullMarked;
