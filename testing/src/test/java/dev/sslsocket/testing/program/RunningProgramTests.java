package dev.sslsocket.testing.program;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@RequiresProgram(value = "sh", debianPackage = "dash")
class RunningProgramTests {

	@Test
	void programTakesInputAndGivesOutput() {
		try (RunningProgram cat = RunningProgram.start("cat")) {
			cat.send("first\nport 4433\n");
			assertThat(cat.awaitLine("port")).isEqualTo("port 4433");
			assertThat(cat.isRunning()).isTrue();
			cat.closeInput();
			assertThat(cat.awaitExit()).isZero();
			assertThat(cat.standardOutput()).isEqualTo("first\nport 4433\n");
			assertThat(cat.standardError()).isEmpty();
		}
	}

	@Test
	void outputWhenLargerThanAPipeDoesNotBlock() {
		try (RunningProgram shell = RunningProgram.start("sh", "-c",
				"head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exit 7")) {
			assertThat(shell.awaitExit()).isEqualTo(7);
			assertThat(shell.standardOutputBytes()).hasSize(1_000_000);
			assertThat(shell.standardError()).hasSize(1_000_000);
		}
	}

	@Test
	void lineIsFoundOnStandardErrorAndWithoutAnEnd() {
		try (RunningProgram shell = RunningProgram.start("sh", "-c", "echo ready >&2; printf last")) {
			assertThat(shell.awaitLine("ready")).isEqualTo("ready");
			assertThat(shell.awaitLine("last")).isEqualTo("last");
		}
	}

	@Test
	void lineWhenTheProgramEndsWithoutItIsAFailureWithItsWords() {
		try (RunningProgram shell = RunningProgram.start("sh", "-c", "echo told; echo why >&2; exit 3")) {
			shell.awaitExit();
			assertThatIllegalStateException().isThrownBy(() -> shell.awaitLine("ready"))
				.withMessageContaining("wrote no line with 'ready' and ended with 3")
				.withMessageContaining("told")
				.withMessageContaining("why");
		}
	}

	@Test
	void portWhenSomebodyListensIsFound() throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				RunningProgram cat = RunningProgram.start("cat")) {
			cat.awaitPort(listener.getLocalPort());
		}
	}

	@Test
	void portWhenTheProgramEndsIsAFailure() {
		try (RunningProgram shell = RunningProgram.start("sh", "-c", "exit 3")) {
			assertThatIllegalStateException().isThrownBy(() -> shell.awaitPort(FreePort.find()))
				.withMessageContaining("did not listen on port");
		}
	}

	@Test
	void closeStopsTheProgramAndItsChildren() {
		RunningProgram shell = RunningProgram.start("sh", "-c", "sleep 600 & echo child $!; wait");
		long child = Long.parseLong(shell.awaitLine("child").substring("child ".length()));
		assertThat(ProcessHandle.of(child)).hasValueSatisfying((handle) -> assertThat(handle.isAlive()).isTrue());
		shell.close();
		assertThat(shell.isRunning()).isFalse();
		assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
		shell.close();
	}

	@Test
	void closeWhenTheProgramIgnoresThePoliteSignalUsesForce() {
		RunningProgram shell = RunningProgram.start("sh", "-c", "trap '' TERM; echo ready; while :; do read x; done");
		shell.awaitLine("ready");
		shell.close();
		assertThat(shell.isRunning()).isFalse();
	}

	@Test
	void builderGivesDirectoryAndEnvironment(@TempDir Path directory) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", "pwd -P; echo $GREETING"));
		builder.directory(directory.toFile()).environment().put("GREETING", "hello");
		try (RunningProgram shell = RunningProgram.start(builder)) {
			shell.awaitExit();
			assertThat(shell.standardOutput()).isEqualTo(directory.toRealPath() + "\nhello\n");
		}
	}

	@Test
	void programWhenUnknownIsRefusedByName() {
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> RunningProgram.start("no-such-program"))
			.withMessage("Unable to start no-such-program");
	}

}
