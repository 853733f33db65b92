package dev.sslsocket.x509;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list of 50 MB with a million entries. What is printed are figures, not conditions:
 * they depend on the machine.
 */
class LongListTests {

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final long MEGABYTE = 1 << 20;

	@Test
	void listOfAMillionWhenReadTakesItsSizeAndAnIndex() {
		LongList made = LongList.of(1_000_000, CA);
		Material material = Material.of("million.crl", made.der());
		long before = used();
		long start = System.nanoTime();
		CertificateRevocationLists read = CertificateRevocationLists.parse(material);
		long loaded = System.nanoTime();
		RevocationList list = read.lists().get(0);
		boolean verified = list.verifies(CA.certificate().getPublicKey());
		long end = System.nanoTime();
		long held = used() - before;
		assertThat(verified).isTrue();
		assertThat(list.size()).isEqualTo(1_000_000);
		assertThat(made.der().length).isBetween((int) (45 * MEGABYTE), (int) (55 * MEGABYTE));
		// The bytes are the material's own, which is no longer than the list needed.
		assertThat(held).isLessThan(10 * MEGABYTE);
		AtomicInteger steps = new AtomicInteger();
		int looked = 1000;
		long first = System.nanoTime();
		for (int i = 0; i < looked; i++) {
			BigInteger serial = made.serial(i * 997);
			assertThat(list.find(serial, list.issuer(), (step) -> steps.incrementAndGet())).isNotNull();
			assertThat(list.find(serial.negate(), list.issuer(), (step) -> steps.incrementAndGet())).isNull();
		}
		long last = System.nanoTime();
		assertThat(steps.get()).isLessThan(looked + 10);
		System.out.printf(
				"%,d bytes, %,d entries: read in %d ms, signature verified in %d ms, %,d bytes beside the"
						+ " list's own; %d entries opened in %d look-ups, %d ns each%n",
				made.der().length, list.size(), Duration.ofNanos(loaded - start).toMillis(),
				Duration.ofNanos(end - loaded).toMillis(), held, steps.get(), 2 * looked,
				(last - first) / (2 * looked));
	}

	@Test
	void listOfAMillionWhenItIsPemIsReadToo() {
		byte[] der = LongList.of(1_000_000, CA).der();
		String pem = "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der)
				+ "\n-----END X509 CRL-----\n";
		long start = System.nanoTime();
		RevocationList list = CertificateRevocationLists.parse(Material.inline(pem)).lists().get(0);
		System.out.printf("as PEM read in %d ms%n", Duration.ofNanos(System.nanoTime() - start).toMillis());
		assertThat(list.size()).isEqualTo(1_000_000);
		assertThat(list.verifies(CA.certificate().getPublicKey())).isTrue();
	}

	@Test
	void listOfAHundredThousandWhenReadTakesLessThanTwoSeconds() {
		Material material = Material.of("long.crl", LongList.of(100_000, CA).der());
		long start = System.nanoTime();
		RevocationList list = CertificateRevocationLists.parse(material).lists().get(0);
		assertThat(list.verifies(CA.certificate().getPublicKey())).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
	}

	private static long used() {
		Runtime runtime = Runtime.getRuntime();
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			runtime.gc();
			least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
		}
		return least;
	}

}
