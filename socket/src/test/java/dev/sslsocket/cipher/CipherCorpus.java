package dev.sslsocket.cipher;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cipher lists: of the wild, small ones for each rule of the language, and any number
 * made at random from its words.
 */
final class CipherCorpus {

	/** What servers, clients and guides are known to set. */
	static final List<String> WILD = List.of(
			// Mozilla: intermediate, old, and two of earlier years
			"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-CHACHA20-POLY1305",
			"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384:ECDHE-RSA-AES256-SHA384:ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES256-SHA:DHE-RSA-AES128-SHA256:DHE-RSA-AES256-SHA256:AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA256:AES256-SHA256:AES128-SHA:AES256-SHA:DES-CBC3-SHA",
			"ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:DHE-DSS-AES128-GCM-SHA256:kEDH+AESGCM:ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA:AES:CAMELLIA:DES-CBC3-SHA:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!aECDH:!EDH-DSS-DES-CBC3-SHA:!EDH-RSA-DES-CBC3-SHA:!KRB5-DES-CBC3-SHA",
			"ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES256+SHA384:ECDHE+AES128+SHA256:!aNULL:!MD5:!DSS",
			// nginx, Apache, lighttpd, HAProxy
			"HIGH:!aNULL:!MD5", "HIGH:MEDIUM:!MD5:!RC4:!3DES:!SSLv2:!aNULL",
			"ALL:!ADH:!EXPORT56:RC4+RSA:+HIGH:+MEDIUM:+LOW:+SSLv2:+EXP:+eNULL", "PROFILE=SYSTEM", "HIGH:!SSLv3:!aNULL",
			"EECDH+AESGCM:EDH+AESGCM:AES256+EECDH:AES256+EDH", "EECDH+AESGCM:AES256+EECDH:AES256+EDH:CHACHA20",
			"ECDHE+AESGCM:ECDHE+CHACHA20:RSA+AESGCM:ECDHE+AES:!aNULL:!MD5:!DSS",
			// Postfix: null, low, medium, high, export
			"aNULL:-aNULL:HIGH:MEDIUM:+RC4:@STRENGTH", "aNULL:-aNULL:HIGH:@STRENGTH", "eNULL:!aNULL",
			"aNULL:-aNULL:HIGH:MEDIUM:LOW:EXPORT:+RC4:@STRENGTH", "ALL:+RC4:@STRENGTH",
			"aNULL:-aNULL:HIGH:MEDIUM:LOW:+RC4:@STRENGTH:!eNULL:!aNULL", "ALL:!EXPORT:!LOW:+RC4:@STRENGTH",
			// Dovecot, Exim, OpenLDAP, PostgreSQL, MySQL, stunnel, Puppet
			"ALL:!kRSA:!SRP:!kDHd:!DSS:!aNULL:!eNULL:!EXPORT:!DES:!3DES:!MD5:!PSK:!RC4:!ADH:!LOW@STRENGTH",
			"ALL:!DH:!kRSA:!SRP:!kDHd:!DSS:!aNULL:!eNULL:!EXPORT:!DES:!3DES:!MD5:!PSK:!RC4:!ADH:!LOW@STRENGTH",
			"HIGH:!aNULL@SECLEVEL=1", "NORMAL", "HIGH:MEDIUM:+3DES:!aNULL", "HIGH:MEDIUM:+SSLv2:+3DES",
			"DHE-RSA-AES256-SHA:AES128-SHA", "HIGH:!DH:!aNULL:!SSLv2", "FIPS:!DH:!kDHEPSK",
			"DHE-RSA-AES256-SHA256:DHE-RSA-AES128-SHA:AES256-GCM-SHA384:!SSLv2",
			// IO::Socket::SSL: its own, the server's and the one of old
			"DEFAULT !EXP !MEDIUM !LOW !eNULL !aNULL !RC4 !DES !MD5 !PSK !SRP", "ALL:!LOW:!EXP", "DEFAULT:!EXP",
			"EECDH+AESGCM+ECDSA EECDH+AESGCM EECDH+ECDSA +AES256 EECDH EDH+AESGCM EDH ALL +SHA +3DES !RC4 !LOW !EXP !eNULL !aNULL !DES !MD5 !PSK !SRP",
			// Python, Ruby, Node, curl, Go-like lists, urllib3
			"DEFAULT:!aNULL:!eNULL:!MD5:!3DES:!DES:!RC4:!IDEA:!SEED:!aDSS:!SRP:!PSK",
			"@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM",
			"ECDH+AESGCM:ECDH+CHACHA20:DH+AESGCM:DH+CHACHA20:ECDH+AES256:DH+AES256:ECDH+AES128:DH+AES:RSA+AESGCM:RSA+AES:!aNULL:!eNULL:!MD5:!DSS:!3DES",
			"ECDH+AESGCM:DH+AESGCM:ECDH+AES256:DH+AES256:ECDH+AES128:DH+AES:ECDH+3DES:DH+3DES:RSA+AESGCM:RSA+AES:RSA+3DES:!aNULL:!MD5:!DSS",
			"ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA",
			"ALL:!EXPORT:!EXPORT40:!EXPORT56:!aNULL:!LOW:!RC4:@STRENGTH",
			"ALL:!aNULL:!ADH:!eNULL:!LOW:!EXP:RC4+RSA:+HIGH:+MEDIUM",
			"ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20:ECDH+AESGCM:DH+AESGCM:ECDH+AES:DH+AES:RSA+AESGCM:RSA+AES:!aNULL:!eNULL:!MD5:!DSS",
			// testssl.sh's groups
			"NULL:eNULL", "aNULL:ADH", "EXPORT:!ADH:!NULL", "LOW:DES:RC2:RC4:!ADH:!EXP:!NULL:!eNULL",
			"3DES:IDEA:!aNULL:!ADH",
			"HIGH:!NULL:!aNULL:!DES:!3DES:!AESGCM:!CHACHA20:!AESGCM:!CamelliaGCM:!AESCCM8:!AESCCM",
			"AESGCM:CHACHA20:AESGCM:CamelliaGCM:AESCCM8:AESCCM", "ECDHE:DHE:!aNULL:!eNULL:!RC4");

	/** One or two for each rule. */
	static final List<String> SMALL = List.of("ECDHE+FOO", "FOO", "FOO+ECDHE", "ECDHE:FOO", "ECDHE:!ECDHE+AES256",
			"ECDHE:-ECDHE+AES256", "ECDHE:!AES256", "!AES256:ECDHE", "-AES256:ECDHE", "+AES256:ECDHE", "ECDHE:+AES256",
			"ECDHE:-AES256:AES256", "AES256:-AES256:AES", "ALL:-kRSA:kRSA", "kRSA:!kRSA:kRSA",
			"AES128:AES256:@STRENGTH", "AES128,AES256 CHACHA20;3DES", "::AES128::", "AES128!SHA1",
			"AES128-SHA@STRENGTH", "HIGH@SECLEVEL=3", "FOO&BAR:AES128", "AES128+SHA1+kRSA", "AES128+AES256",
			"kRSA+kECDHE", "TLSv1.2+SSLv3", "AESGCM+TLSv1.2", "ECDHE-RSA-AES128-SHA+TLSv1.2", "AES128-SHA+RSA",
			"RSA+AES128-SHA", "AES128-SHA+AES256-SHA", "NULL-SHA+RSA", "DEFAULT", "DEFAULT:!SHA1", "DEFAULT+SHA1",
			"DEFAULT-SHA1", "DEFAULTAES128", "DEFAULT FOO", "AES128:DEFAULT", "!DEFAULT:AES128", "DEFAULT:aNULL",
			"DEFAULT@SECLEVEL=4", "COMPLEMENTOFDEFAULT", "COMPLEMENTOFALL", "ALL:COMPLEMENTOFALL",
			"HIGH+COMPLEMENTOFDEFAULT", "SUITEB128", "SUITEB128ONLY", "SUITEB192", "SUITEB128C2", "SUITEB128:ALL",
			"SUITEB128XYZ", "ALL:SUITEB128", "TLSv1", "TLSv1.0", "TLSv1.1", "TLSv1.3", "SSLv3",
			"TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256:AES128-SHA", "aNULL", "eNULL", "ADH", "AECDH", "NULL",
			"ADH-AES128-SHA", "high", "aes128-sha", "All", "ECDH", "DH", "EDH-RSA-DES-CBC3-SHA", "", ":", " ",
			"ALL:!ALL", "!ALL:ALL", "@STRENGTH", "@SECLEVEL=0", "@SECLEVEL=5:ALL", "ALL:@SECLEVEL=1:@SECLEVEL=3",
			"AES128:@SECLEVEL=2+X", "AES128:@STRENGTH!AES128", "!", "+", "-", "AES128+", "AES128+:AES256",
			"AES128:!:AES256", "@", "@FOO", "@SECLEVEL=6", "@SECLEVEL=", "@SECLEVEL=10", "@STRENGTHS", "AES128:?",
			"AES128&AES256", "AES128~");

	private static final List<String> WORDS = List.of("ALL", "COMPLEMENTOFALL", "COMPLEMENTOFDEFAULT", "kRSA", "kEDH",
			"kDHE", "DH", "kEECDH", "kECDHE", "ECDH", "kPSK", "kRSAPSK", "kECDHEPSK", "kDHEPSK", "kSRP", "aRSA", "aDSS",
			"DSS", "aNULL", "aECDSA", "ECDSA", "aPSK", "aSRP", "EDH", "DHE", "EECDH", "ECDHE", "NULL", "RSA", "ADH",
			"AECDH", "PSK", "SRP", "3DES", "RC4", "eNULL", "AES128", "AES256", "AES", "AESGCM", "AESCCM", "AESCCM8",
			"CAMELLIA128", "CAMELLIA256", "CAMELLIA", "CHACHA20", "ARIA", "ARIAGCM", "ARIA128", "ARIA256", "CBC", "MD5",
			"SHA1", "SHA", "SHA256", "SHA384", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.2", "LOW", "MEDIUM", "HIGH", "FIPS",
			"EXP", "SSLv2", "kDHr", "FOO", "DEFAULT");

	private CipherCorpus() {
	}

	/** Lists of one word: every keyword. */
	static Stream<String> words() {
		return WORDS.stream();
	}

	/** Lists made at random, the same for the same seed. */
	static Stream<String> random(long seed, int count) {
		Random random = new Random(seed);
		return IntStream.range(0, count).mapToObj((i) -> list(random));
	}

	private static String list(Random random) {
		StringBuilder list = new StringBuilder((random.nextInt(8) == 0) ? "DEFAULT:" : "");
		list.append(step(random));
		for (int i = random.nextInt(6); i > 0; i--) {
			list.append(pick(random, List.of(":", ":", ":", ",", " ", ";", "::"))).append(step(random));
		}
		return list.toString();
	}

	private static String step(Random random) {
		switch (random.nextInt(16)) {
			case 0 -> {
				return "@STRENGTH";
			}
			case 1 -> {
				return "@SECLEVEL=" + random.nextInt(6);
			}
			default -> {
				StringBuilder step = new StringBuilder(pick(random, List.of("", "", "", "!", "-", "+")));
				step.append(word(random));
				for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) {
					step.append('+').append(word(random));
				}
				return step.toString();
			}
		}
	}

	private static String word(Random random) {
		return (random.nextInt(4) == 0) ? pick(random, SuiteTable.ordered()).openSsl() : pick(random, WORDS);
	}

	private static <T> T pick(Random random, List<T> from) {
		return from.get(random.nextInt(from.size()));
	}

}
