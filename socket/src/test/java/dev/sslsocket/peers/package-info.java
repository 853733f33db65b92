/**
 * The sockets against peers that are not ours: Perl's IO::Socket::SSL, openssl, the JDK,
 * nginx and curl.
 * <p>
 * <b>Why a package beside the sockets' own?</b> These tests are users: they reach the
 * public API and nothing else.
 * <p>
 * <b>Why is the Perl peer moved step by step?</b> What happens at the end of TLS depends
 * on who has sent what by then. A peer that waits for the next command makes each order
 * happen on purpose, without a sleep.
 */
@NullMarked
package dev.sslsocket.peers;

import org.jspecify.annotations.NullMarked;
