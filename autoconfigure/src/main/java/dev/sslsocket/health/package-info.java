/**
 * Whether contexts can do their work: that their own certificates are valid. As Boot does
 * for its bundles, a certificate outside its validity makes {@code OUT_OF_SERVICE}, not
 * {@code DOWN}: the application is well, it must not be restarted for it. Verification
 * that somebody has switched off is a choice, hence a detail. A context that could not be
 * reloaded, or one of whose revocation lists has ended, goes on working: it is
 * {@code DEGRADED}, which makes nobody take the application out of service.
 */
@NullMarked
package dev.sslsocket.health;

import org.jspecify.annotations.NullMarked;
