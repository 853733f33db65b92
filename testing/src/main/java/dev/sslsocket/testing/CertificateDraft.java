package dev.sslsocket.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CertificateMaker} has been told so far. Each step of the maker works on a
 * copy, which nobody else holds before the step ends; not safe for use by many threads
 * while it is changed.
 */
final class CertificateDraft {

	private static final SecureRandom RANDOM = new SecureRandom();

	String subject = "CN=test";

	KeyKind keyKind = KeyKind.EC_P256;

	@Nullable KeyPair keyPair;

	@Nullable BigInteger serial;

	Clock clock = Clock.systemUTC();

	// An hour back: a peer's clock may be a little behind.
	UnaryOperator<Instant> notBefore = (now) -> now.minus(Duration.ofHours(1));

	UnaryOperator<Instant> notAfter = (now) -> now.plus(Duration.ofDays(7));

	final List<GeneralName> names = new ArrayList<>();

	final List<GeneralSubtree> permitted = new ArrayList<>();

	final List<GeneralSubtree> excluded = new ArrayList<>();

	/** Extensions told one by one; the last word about an OID wins, also over names. */
	final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

	/** Extensions that issuing would add by itself and shall not. */
	final Set<ASN1ObjectIdentifier> omitted = new HashSet<>();

	CertificateDraft() {
	}

	CertificateDraft(CertificateDraft other) {
		this.subject = other.subject;
		this.keyKind = other.keyKind;
		this.keyPair = other.keyPair;
		this.serial = other.serial;
		this.clock = other.clock;
		this.notBefore = other.notBefore;
		this.notAfter = other.notAfter;
		this.names.addAll(other.names);
		this.permitted.addAll(other.permitted);
		this.excluded.addAll(other.excluded);
		this.extensions.putAll(other.extensions);
		this.omitted.addAll(other.omitted);
	}

	void critical(ASN1ObjectIdentifier oid, ASN1Encodable value) {
		this.extensions.put(oid, new Extension(oid, true, der(value)));
	}

	void optional(ASN1ObjectIdentifier oid, ASN1Encodable value) {
		this.extensions.put(oid, new Extension(oid, false, der(value)));
	}

	void omit(ASN1ObjectIdentifier oid) {
		this.extensions.remove(oid);
		this.omitted.add(oid);
	}

	KeyPair resolveKeyPair() {
		return (this.keyPair != null) ? this.keyPair : this.keyKind.newKeyPair();
	}

	// 127 random bits: positive, unique, well under the 20 octets of RFC 5280 4.1.2.2.
	BigInteger resolveSerial() {
		return (this.serial != null) ? this.serial : new BigInteger(127, RANDOM).add(BigInteger.ONE);
	}

	static byte[] der(ASN1Encodable value) {
		try {
			return value.toASN1Primitive().getEncoded("DER");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to encode " + value, ex);
		}
	}

}
