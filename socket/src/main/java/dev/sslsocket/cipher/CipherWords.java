package dev.sslsocket.cipher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.sslsocket.failure.NearestName;

import org.jspecify.annotations.Nullable;

import static dev.sslsocket.cipher.Trait.AES128;
import static dev.sslsocket.cipher.Trait.AES128CCM;
import static dev.sslsocket.cipher.Trait.AES128CCM8;
import static dev.sslsocket.cipher.Trait.AES128GCM;
import static dev.sslsocket.cipher.Trait.AES256;
import static dev.sslsocket.cipher.Trait.AES256CCM;
import static dev.sslsocket.cipher.Trait.AES256CCM8;
import static dev.sslsocket.cipher.Trait.AES256GCM;
import static dev.sslsocket.cipher.Trait.ARIA128GCM;
import static dev.sslsocket.cipher.Trait.ARIA256GCM;
import static dev.sslsocket.cipher.Trait.AUTH_DSS;
import static dev.sslsocket.cipher.Trait.AUTH_ECDSA;
import static dev.sslsocket.cipher.Trait.AUTH_NULL;
import static dev.sslsocket.cipher.Trait.AUTH_PSK;
import static dev.sslsocket.cipher.Trait.AUTH_RSA;
import static dev.sslsocket.cipher.Trait.AUTH_SRP;
import static dev.sslsocket.cipher.Trait.CAMELLIA128;
import static dev.sslsocket.cipher.Trait.CAMELLIA256;
import static dev.sslsocket.cipher.Trait.ENC_NULL;
import static dev.sslsocket.cipher.Trait.FIPS;
import static dev.sslsocket.cipher.Trait.KX_DHE;
import static dev.sslsocket.cipher.Trait.KX_DHE_PSK;
import static dev.sslsocket.cipher.Trait.KX_ECDHE;
import static dev.sslsocket.cipher.Trait.KX_ECDHE_PSK;
import static dev.sslsocket.cipher.Trait.KX_PSK;
import static dev.sslsocket.cipher.Trait.KX_RSA;
import static dev.sslsocket.cipher.Trait.KX_RSA_PSK;
import static dev.sslsocket.cipher.Trait.KX_SRP;
import static dev.sslsocket.cipher.Trait.NOT_DEFAULT;
import static dev.sslsocket.cipher.Trait.TRIPLE_DES;

/**
 * The words of cipher lists and what they mean: those of openssl-ciphers(1) and the names
 * of suites. Upper and lower case differ. Stateless; safe for use by many threads.
 */
final class CipherWords {

	private static final Map<String, SuitePattern> WORDS = new TreeMap<>();

	/** No name is as long, and comparing takes time. */
	private static final int LONGEST = 80;

	/**
	 * Words of older OpenSSLs, and of builds with GOST, for which there is no suite. They
	 * stand in many lists, most often behind a {@code !}, and are no mistake.
	 */
	private static final Set<String> FORMER = Set.of("EXP", "EXPORT", "EXPORT40", "EXPORT56", "SSLv2", "DES", "RC2",
			"IDEA", "SEED", "kDH", "kDHr", "kDHd", "aDH", "kECDH", "kECDHr", "kECDHe", "aECDH", "KRB5", "kKRB5",
			"aKRB5", "FZA", "kFZA", "aFZA", "eFZA", "GOST", "GOST94", "GOST89MAC", "GOST12", "aGOST", "aGOST01",
			"aGOST12", "aGOST94", "kGOST", "kGOST18", "MAGMA", "KUZNYECHIK");

	static {
		word(SuitePattern.not(ENC_NULL), "ALL");
		word(SuitePattern.of(ENC_NULL), "COMPLEMENTOFALL");
		word(SuitePattern.of(NOT_DEFAULT), "COMPLEMENTOFDEFAULT");
		Stream
			.of(KX_RSA, KX_PSK, KX_RSA_PSK, KX_DHE_PSK, KX_ECDHE_PSK, AUTH_RSA, AUTH_PSK, AUTH_SRP, TRIPLE_DES,
					CAMELLIA128, CAMELLIA256, Trait.CHACHA20, Trait.RC4, Trait.MD5, Trait.SHA256, Trait.SHA384,
					Trait.SSLV3, Trait.TLSV1_2, Trait.LOW, Trait.MEDIUM, Trait.HIGH)
			.forEach((trait) -> word(SuitePattern.of(trait), trait.toString()));
		word(SuitePattern.of(KX_DHE), "kDHE", "kEDH", "DH");
		word(SuitePattern.of(KX_ECDHE), "kECDHE", "kEECDH", "ECDH");
		word(SuitePattern.of(KX_SRP), "kSRP", "SRP");
		word(SuitePattern.of(KX_PSK, KX_RSA_PSK, KX_DHE_PSK, KX_ECDHE_PSK), "PSK");
		word(SuitePattern.of(AUTH_DSS), "aDSS", "DSS");
		word(SuitePattern.of(AUTH_ECDSA), "aECDSA", "ECDSA");
		word(SuitePattern.of(AUTH_NULL).naming(AUTH_NULL), "aNULL");
		word(SuitePattern.of(ENC_NULL).naming(ENC_NULL), "eNULL", "NULL");
		word(SuitePattern.of(KX_RSA, AUTH_RSA), "RSA");
		word(authenticated(KX_DHE), "DHE", "EDH");
		word(authenticated(KX_ECDHE), "ECDHE", "EECDH");
		word(SuitePattern.of(KX_DHE, AUTH_NULL).naming(AUTH_NULL), "ADH");
		word(SuitePattern.of(KX_ECDHE, AUTH_NULL).naming(AUTH_NULL), "AECDH");
		word(SuitePattern.of(AES128, AES128GCM, AES128CCM, AES128CCM8), "AES128");
		word(SuitePattern.of(AES256, AES256GCM, AES256CCM, AES256CCM8), "AES256");
		word(SuitePattern.of(AES128, AES128GCM, AES128CCM, AES128CCM8, AES256, AES256GCM, AES256CCM, AES256CCM8),
				"AES");
		word(SuitePattern.of(AES128GCM, AES256GCM), "AESGCM");
		word(SuitePattern.of(AES128CCM, AES256CCM, AES128CCM8, AES256CCM8), "AESCCM");
		word(SuitePattern.of(AES128CCM8, AES256CCM8), "AESCCM8");
		word(SuitePattern.of(ARIA128GCM, ARIA256GCM), "ARIA", "ARIAGCM");
		word(SuitePattern.of(ARIA128GCM), "ARIA128");
		word(SuitePattern.of(ARIA256GCM), "ARIA256");
		word(SuitePattern.of(CAMELLIA128, CAMELLIA256), "CAMELLIA");
		word(SuitePattern.of(AES128, AES256, CAMELLIA128, CAMELLIA256, TRIPLE_DES), "CBC");
		word(SuitePattern.of(Trait.SHA1), "SHA1", "SHA");
		word(SuitePattern.of(Trait.TLSV1), "TLSv1", "TLSv1.0");
		word(both(SuitePattern.not(ENC_NULL), SuitePattern.of(FIPS)), "FIPS");
		word(suite("DHE-DSS-DES-CBC3-SHA"), "EDH-DSS-DES-CBC3-SHA");
		word(suite("DHE-RSA-DES-CBC3-SHA"), "EDH-RSA-DES-CBC3-SHA");
	}

	private static final List<String> NAMES = Stream
		.concat(WORDS.keySet().stream(),
				SuiteTable.ordered().stream().flatMap((suite) -> Stream.of(suite.openSsl(), suite.iana())))
		.toList();

	private CipherWords() {
	}

	private static void word(SuitePattern meaning, String... words) {
		Stream.of(words).forEach((word) -> WORDS.put(word, meaning));
	}

	private static SuitePattern authenticated(Trait keyExchange) {
		return both(SuitePattern.of(keyExchange), SuitePattern.not(AUTH_NULL));
	}

	private static SuitePattern both(SuitePattern one, SuitePattern other) {
		return one.and(other).orElseThrow();
	}

	/** What the name of a suite means that is known to be in the table. */
	static SuitePattern suite(String name) {
		CipherSuite suite = SuiteTable.find(name);
		if (suite == null) {
			throw new IllegalStateException(name + " is not in the table");
		}
		return SuitePattern.of(suite);
	}

	/** What a word means, {@code null} if there is no such word or suite. */
	static @Nullable SuitePattern find(String word) {
		CipherSuite suite = SuiteTable.find(word);
		return (suite != null) ? SuitePattern.of(suite) : WORDS.get(word);
	}

	/** Whether a word once meant something. */
	static boolean isFormer(String word) {
		return FORMER.contains(word) || SuiteTable.openSsl(word) != null || SuiteTable.iana(word) != null;
	}

	/** What somebody may have meant who wrote a word that does not exist. */
	static Optional<String> nearest(String word) {
		return (word.length() > LONGEST) ? Optional.empty() : NearestName.of(word, NAMES);
	}

	static Set<String> all() {
		return WORDS.keySet();
	}

}
