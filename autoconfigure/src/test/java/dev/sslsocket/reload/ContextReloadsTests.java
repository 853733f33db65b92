package dev.sslsocket.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContextReloads}. A context's name here is what was read from its
 * files; "bad" in one of them makes it fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContextReloadsTests {

	private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

	@TempDir
	private Path directory;

	private final SslContexts contexts = SslContexts.of(named("default at start"),
			Map.of("orders", named("orders at start")));

	private final List<String> built = new ArrayList<>();

	private int rounds;

	private Path certificate;

	private Path key;

	private Path ca;

	private ContextReloads reloads;

	@BeforeEach
	void follow() throws IOException {
		this.certificate = write("tls.crt", "one");
		this.key = write("tls.key", "one");
		this.ca = write("ca.crt", "one");
		this.reloads = new ContextReloads(this.contexts,
				List.of(new FollowedContext("default", List.of(this.certificate, this.key)),
						new FollowedContext("orders", List.of(this.certificate, this.key, this.ca))),
				List.of(), this::round, Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private Function<String, SslContext> round() {
		this.rounds++;
		return (name) -> {
			this.built.add(name);
			String text = read(this.certificate) + "/" + read(this.key);
			if (text.contains("bad")) {
				throw new IllegalArgumentException("ssl.private-key: is " + text + ".");
			}
			return named(text);
		};
	}

	@Test
	void checkWhenNothingChangesBuildsNothing() {
		check(3);
		assertThat(this.built).isEmpty();
		assertThat(this.reloads.status("default")).contains(new ReloadStatus(null, null, null));
		assertThat(this.reloads.status("other")).isEmpty();
	}

	@Test
	void checkWhenFilesChangeReplacesOnceTheyAreQuiet() throws IOException {
		write("tls.crt", "two..");
		check(1);
		assertThat(this.built).isEmpty();
		write("tls.key", "two..");
		check(1);
		assertThat(this.built).isEmpty();
		check(1);
		assertThat(this.built).containsExactly("default", "orders");
		assertThat(this.rounds).isEqualTo(1);
		assertThat(this.contexts.getDefault().name()).isEqualTo("two../two..");
		assertThat(this.contexts.generation("orders")).isEqualTo(1);
		assertThat(this.reloads.status("default")).contains(new ReloadStatus(NOW, null, null));
		check(20);
		assertThat(this.rounds).isEqualTo(1);
	}

	@Test
	void checkWhenOneContextsFileChangesLeavesTheOthersAlone() throws IOException {
		write("ca.crt", "another");
		check(2);
		assertThat(this.built).containsExactly("orders");
		assertThat(this.contexts.getDefault().name()).isEqualTo("default at start");
	}

	@Test
	void checkWhenTheNewFilesAreWrongKeepsTheOldContextAndSaysSoOnce(CapturedOutput output) throws IOException {
		write("tls.key", "bad");
		check(2);
		assertThat(this.built).containsExactly("default", "orders");
		assertThat(this.contexts.getDefault().name()).isEqualTo("default at start");
		assertThat(this.contexts.generation("default")).isZero();
		assertThat(this.reloads.status("default"))
			.contains(new ReloadStatus(null, "ssl.private-key: is one/bad.", NOW));
		check(FollowedFiles.CHECKS_TO_RETRY - 1);
		assertThat(this.built).hasSize(2);
		assertThat(this.reloads.failures("default")).isEqualTo(1);
		check(1);
		assertThat(this.built).hasSize(4);
		assertThat(this.reloads.failures("default")).isEqualTo(2);
		assertThat(this.reloads.reloads("default")).isZero();
		assertThat(output.getAll()
			.split("SSL context 'default' stays as it is. Its files have changed and cannot be used; they are tried again"
					+ " when they change, and every half minute. ssl.private-key: is one/bad.", -1))
			.hasSize(2);
		assertThat(output).doesNotContain("\tat ");

		write("tls.crt", "new");
		write("tls.key", "new");
		check(2);
		assertThat(this.contexts.getDefault().name()).isEqualTo("new/new");
		assertThat(this.reloads.names()).containsExactly("default", "orders");
		assertThat(this.reloads.reloads("default")).isEqualTo(1);
		assertThat(this.reloads.failures("default")).isEqualTo(2);
		assertThat(this.reloads.reloads("other")).isZero();
		assertThat(this.reloads.status("default")).contains(new ReloadStatus(NOW, null, null));
	}

	@Test
	void checkWhenWrongFilesArePutBackIsContentWithoutANewContext() throws IOException {
		write("tls.key", "bad");
		check(2);
		write("tls.key", "one");
		check(2);
		assertThat(this.reloads.status("default")).contains(new ReloadStatus(null, null, null));
		assertThat(this.contexts.generation("default")).isZero();
	}

	// A permission that is given changes no content; a pass phrase may come from
	// elsewhere.
	@Test
	void checkWhenAFailureEndsByItselfReplacesAfterAPause() throws IOException {
		write("tls.crt", "new");
		write("tls.key", "new");
		boolean[] broken = { true };
		ContextReloads failing = new ContextReloads(this.contexts,
				List.of(new FollowedContext("default", List.of(this.certificate))), List.of(), () -> (name) -> {
					if (broken[0]) {
						throw new StackOverflowError();
					}
					return named("mended");
				}, Clock.systemUTC());
		write("tls.crt", "newer");
		failing.check();
		failing.check();
		assertThat(failing.status("default").orElseThrow().failure()).isEqualTo("java.lang.StackOverflowError");
		broken[0] = false;
		for (int check = 0; check < FollowedFiles.CHECKS_TO_RETRY; check++) {
			failing.check();
		}
		assertThat(this.contexts.getDefault().name()).isEqualTo("mended");
	}

	@Test
	void checkWhenFilesAreRewrittenAsTheyWereKeepsTheContext() throws IOException {
		write("tls.crt", "one");
		Files.setLastModifiedTime(this.certificate, FileTime.fromMillis(0));
		check(3);
		assertThat(this.built).isEmpty();
		assertThat(this.contexts.generation("default")).isZero();
	}

	@Test
	void checkWhenAFileChangesWhileItIsReadReadsItAgain() throws IOException {
		ContextReloads late = new ContextReloads(this.contexts,
				List.of(new FollowedContext("default", List.of(this.certificate))), List.of(), () -> (name) -> {
					String text = read(this.certificate);
					if (text.equals("two")) {
						write("tls.crt", "three");
					}
					return named(text);
				}, Clock.systemUTC());
		write("tls.crt", "two");
		late.check();
		late.check();
		assertThat(this.contexts.getDefault().name()).isEqualTo("two");
		late.check();
		late.check();
		assertThat(this.contexts.getDefault().name()).isEqualTo("three");
	}

	@Test
	void checkWhenAFileIsPutBackAfterItWasReadReadsItAgain() {
		ContextReloads late = new ContextReloads(this.contexts,
				List.of(new FollowedContext("default", List.of(this.certificate))), List.of(), () -> (name) -> {
					if (this.contexts.generation("default") == 0) {
						write("tls.crt", "three");
					}
					return named(read(this.certificate));
				}, Clock.systemUTC());
		write("tls.crt", "two");
		late.check();
		late.check();
		assertThat(this.contexts.getDefault().name()).isEqualTo("three");
		write("tls.crt", "two");
		late.check();
		late.check();
		assertThat(this.contexts.getDefault().name()).isEqualTo("two");
	}

	@Test
	void threadWhenStartedDoesWhatCheckDoesUntilItIsStopped() throws Exception {
		CountDownLatch replaced = new CountDownLatch(2);
		this.contexts.onReplace((context) -> replaced.countDown());
		assertThat(threads()).isEmpty();
		this.reloads.start();
		this.reloads.start();
		assertThat(this.reloads.isRunning()).isTrue();
		write("tls.crt", "new");
		assertThat(replaced.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(threads()).singleElement().matches(Thread::isDaemon);
		List<Thread> running = threads();
		this.reloads.stop();
		assertThat(this.reloads.isRunning()).isFalse();
		running.get(0).join(TimeUnit.SECONDS.toMillis(30));
		assertThat(threads()).isEmpty();
	}

	@Test
	void threadWhenNothingIsFollowedIsNone() {
		ContextReloads none = new ContextReloads(this.contexts, List.of(), List.of(), this::round, Clock.systemUTC());
		none.start();
		assertThat(none.isRunning()).isFalse();
		assertThat(threads()).isEmpty();
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(ContextReloads.THREAD))
			.toList();
	}

	private void check(int times) {
		for (int check = 0; check < times; check++) {
			this.reloads.check();
		}
	}

	private Path write(String name, String text) {
		try {
			return Files.writeString(this.directory.resolve(name), text);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SslContext named(String name) {
		return SslContext.builder().name(name).build();
	}

}
