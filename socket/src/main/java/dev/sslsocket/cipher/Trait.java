package dev.sslsocket.cipher;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What words of a cipher list can ask of a suite. A suite has one trait of each kind,
 * except that its strength may be HIGH and FIPS both, and that it is NOT_DEFAULT or not.
 */
enum Trait {

	SSLV3("SSLv3", Kind.VERSION), TLSV1("TLSv1", Kind.VERSION), TLSV1_2("TLSv1.2", Kind.VERSION),

	KX_RSA("kRSA", Kind.KEY_EXCHANGE), KX_DHE("kDHE", Kind.KEY_EXCHANGE), KX_ECDHE("kECDHE", Kind.KEY_EXCHANGE),
	KX_PSK("kPSK", Kind.KEY_EXCHANGE), KX_RSA_PSK("kRSAPSK", Kind.KEY_EXCHANGE),
	KX_DHE_PSK("kDHEPSK", Kind.KEY_EXCHANGE), KX_ECDHE_PSK("kECDHEPSK", Kind.KEY_EXCHANGE),
	KX_SRP("kSRP", Kind.KEY_EXCHANGE),

	AUTH_RSA("aRSA", Kind.AUTHENTICATION), AUTH_DSS("aDSS", Kind.AUTHENTICATION),
	AUTH_ECDSA("aECDSA", Kind.AUTHENTICATION), AUTH_PSK("aPSK", Kind.AUTHENTICATION),
	AUTH_SRP("aSRP", Kind.AUTHENTICATION), AUTH_NULL("aNULL", Kind.AUTHENTICATION),

	AES128("AES128", Kind.ENCRYPTION), AES256("AES256", Kind.ENCRYPTION), AES128GCM("AES128GCM", Kind.ENCRYPTION),
	AES256GCM("AES256GCM", Kind.ENCRYPTION), AES128CCM("AES128CCM", Kind.ENCRYPTION),
	AES256CCM("AES256CCM", Kind.ENCRYPTION), AES128CCM8("AES128CCM8", Kind.ENCRYPTION),
	AES256CCM8("AES256CCM8", Kind.ENCRYPTION), CHACHA20("CHACHA20", Kind.ENCRYPTION),
	ARIA128GCM("ARIA128GCM", Kind.ENCRYPTION), ARIA256GCM("ARIA256GCM", Kind.ENCRYPTION),
	CAMELLIA128("CAMELLIA128", Kind.ENCRYPTION), CAMELLIA256("CAMELLIA256", Kind.ENCRYPTION),
	RC4("RC4", Kind.ENCRYPTION), TRIPLE_DES("3DES", Kind.ENCRYPTION), ENC_NULL("eNULL", Kind.ENCRYPTION),

	MD5("MD5", Kind.MAC), SHA1("SHA1", Kind.MAC), SHA256("SHA256", Kind.MAC), SHA384("SHA384", Kind.MAC),
	AEAD("AEAD", Kind.MAC),

	NONE("NONE", Kind.STRENGTH), LOW("LOW", Kind.STRENGTH), MEDIUM("MEDIUM", Kind.STRENGTH),
	HIGH("HIGH", Kind.STRENGTH), FIPS("FIPS", Kind.STRENGTH),

	NOT_DEFAULT("NOT_DEFAULT", Kind.PLACE);

	private static final Map<String, Trait> BY_WORD = Arrays.stream(values())
		.collect(Collectors.toUnmodifiableMap((trait) -> trait.word, Function.identity()));

	private final String word;

	private final Kind kind;

	/** Traits of one kind exclude each other; a word asks for some of a kind. */
	enum Kind {

		VERSION, KEY_EXCHANGE, AUTHENTICATION, ENCRYPTION, MAC, STRENGTH, PLACE

	}

	Trait(String word, Kind kind) {
		this.word = word;
		this.kind = kind;
	}

	Kind kind() {
		return this.kind;
	}

	/** The trait that a column of the table says. */
	static Trait of(String word) {
		Trait trait = BY_WORD.get(word);
		if (trait == null) {
			throw new IllegalArgumentException("no trait is called " + word);
		}
		return trait;
	}

	@Override
	public String toString() {
		return this.word;
	}

}
