package dev.sslsocket.revocation;

import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.x509.RevocationList;
import org.jspecify.annotations.Nullable;

/**
 * A revocation list and where it came from. Remembers by which keys it is signed: to find
 * out is work in proportion to its size, and no handshake should do that again. Safe for
 * use by many threads.
 */
public final class Crl {

	/** The newest first: it replaces the others. */
	static final Comparator<Crl> NEWEST_FIRST = Comparator.comparing((Crl crl) -> crl.list.thisUpdate())
		.thenComparing((crl) -> number(crl.list.number()))
		.reversed();

	private static final int MOST_KEYS = 16;

	private final RevocationList list;

	private final String origin;

	private final Map<PublicKey, Boolean> signers = new ConcurrentHashMap<>();

	Crl(RevocationList list, String origin) {
		this.list = list;
		this.origin = origin;
	}

	RevocationList list() {
		return this.list;
	}

	/**
	 * Returns who issued it.
	 * @return the name
	 */
	public X500Principal issuer() {
		return this.list.issuer();
	}

	/**
	 * Returns when it was made.
	 * @return the time
	 */
	public Instant thisUpdate() {
		return this.list.thisUpdate();
	}

	/**
	 * Returns when the next one is due, and this one ends.
	 * @return the time, {@code null} where the list does not say
	 */
	public @Nullable Instant nextUpdate() {
		return this.list.nextUpdate();
	}

	/**
	 * Returns how messages call the file it came from.
	 * @return its location as it was written, or {@code inline PEM}
	 */
	public String origin() {
		return this.origin;
	}

	boolean isDelta() {
		return this.list.baseNumber() != null;
	}

	/** Whether it is signed by this key. Two threads may find it out at once. */
	boolean isSignedBy(PublicKey key) {
		Boolean known = this.signers.get(key);
		if (known != null) {
			return known;
		}
		boolean signed = this.list.verifies(key);
		if (this.signers.size() >= MOST_KEYS) {
			this.signers.clear();
		}
		this.signers.put(key, signed);
		return signed;
	}

	/**
	 * Whether this list says the changes since another one, so that both together are one
	 * newer list (RFC 5280 sections 5.2.4 and 6.3.3 (c)).
	 */
	boolean isDeltaOf(Crl base) {
		BigInteger since = this.list.baseNumber();
		BigInteger number = base.list.number();
		BigInteger own = this.list.number();
		return since != null && number != null && own != null && since.compareTo(number) <= 0
				&& own.compareTo(number) > 0 && this.list.issuer().equals(base.list.issuer())
				&& this.list.scope().equals(base.list.scope()) && this.list.isOfSameKeyAs(base.list);
	}

	private static BigInteger number(@Nullable BigInteger number) {
		return (number != null) ? number : BigInteger.ONE.negate();
	}

}
