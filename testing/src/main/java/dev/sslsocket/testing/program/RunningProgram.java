package dev.sslsocket.testing.program;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An external program that a test talks to: started, listened to, and stopped with all
 * its children when the test is over. <pre>{@code
 * try (RunningProgram server = RunningProgram.start("openssl", "s_server", "-accept", "127.0.0.1:0", …)) {
 *     String line = server.awaitLine("ACCEPT");
 *     …
 *     server.send("hello\n");
 *     server.closeInput();
 *     assertThat(server.awaitExit()).isZero();
 * }
 * }</pre>
 * <p>
 * What the program writes is collected all the time, so it never blocks on a full pipe.
 * Many programs write in large blocks when nobody sits at a terminal: tell them not to,
 * in Perl by {@code $| = 1}. Every wait ends after 30 seconds at the latest, and at once
 * when the program ends early; the exception holds everything that the program has said.
 * A program has to stay in the foreground: one that detaches itself ({@code daemon on} of
 * nginx) is nobody's child any more. Safe for use by many threads.
 */
public final class RunningProgram implements AutoCloseable {

	// Reached by broken tests only, so it may be generous to slow machines.
	private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final long GRACE_MILLIS = 2000;

	private static final int RETRY_MILLIS = 20;

	private final String name;

	private final Process process;

	private final ProgramOutput output;

	private RunningProgram(String name, Process process) {
		this.name = name;
		this.process = process;
		this.output = ProgramOutput.of(process);
	}

	/**
	 * Starts a program.
	 * @param command its name or path, then its arguments; no shell is involved
	 * @return the program, running
	 * @throws UncheckedIOException when it cannot be started
	 */
	public static RunningProgram start(String... command) {
		return start(new ProcessBuilder(command));
	}

	/**
	 * Starts a program in a directory or an environment of its own.
	 * @param builder the command, the directory and the environment; changed streams are
	 * not supported
	 * @return the program, running
	 * @throws UncheckedIOException when it cannot be started
	 */
	public static RunningProgram start(ProcessBuilder builder) {
		List<String> command = new ArrayList<>(builder.command());
		String name = command.get(0);
		InstalledPrograms.find(name).map(Path::toString).ifPresent((path) -> command.set(0, path));
		try {
			return new RunningProgram(name, builder.command(command).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to start " + name, ex);
		}
	}

	/**
	 * The process id.
	 * @return the id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Whether the program is still running.
	 * @return false once it has ended
	 */
	public boolean isRunning() {
		return this.process.isAlive();
	}

	/**
	 * What the program has written to its standard output until now.
	 * @return the text, read as UTF-8
	 */
	public String standardOutput() {
		return new String(standardOutputBytes(), StandardCharsets.UTF_8);
	}

	/**
	 * What the program has written to its standard output until now, byte for byte.
	 * @return the bytes, a new array
	 */
	public byte[] standardOutputBytes() {
		return this.output.standardOutput();
	}

	/**
	 * What the program has written to its standard error until now.
	 * @return the text, read as UTF-8
	 */
	public String standardError() {
		return new String(this.output.standardError(), StandardCharsets.UTF_8);
	}

	/**
	 * Waits until the program has written a whole line with this text to one of its
	 * streams, also before this call.
	 * @param text what the line contains
	 * @return the first such line, without its end
	 * @throws IllegalStateException when the program ends, or the time, without one
	 */
	public String awaitLine(String text) {
		try {
			return this.output.awaitLine(text, LIMIT_NANOS)
				.orElseThrow(() -> failure("wrote no line with '" + text + "'"));
		}
		catch (InterruptedException ex) {
			throw interrupted("a line with '" + text + "'");
		}
	}

	/**
	 * Waits until something accepts connections on 127.0.0.1. It connects and closes at
	 * once: a program that serves just one connection has to be waited for by
	 * {@link #awaitLine(String)}.
	 * @param port the port
	 * @throws IllegalStateException when the program ends, or the time, without it
	 */
	public void awaitPort(int port) {
		long deadline = System.nanoTime() + LIMIT_NANOS;
		try {
			while (!accepts(port)) {
				if (this.process.waitFor(RETRY_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
					throw failure("did not listen on port " + port);
				}
			}
		}
		catch (InterruptedException ex) {
			throw interrupted("port " + port);
		}
	}

	/**
	 * Waits until the program has ended by itself and everything it wrote has been read.
	 * @return its exit code
	 * @throws IllegalStateException when it does not end in time
	 */
	public int awaitExit() {
		try {
			if (!this.process.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS) || !this.output.awaitEnd(LIMIT_NANOS)) {
				throw failure("did not end");
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			throw interrupted("its end");
		}
	}

	/**
	 * The program's standard input.
	 * @return a stream of bytes to the program
	 */
	public OutputStream input() {
		return this.process.getOutputStream();
	}

	/**
	 * Writes text to the program's standard input, at once.
	 * @param text the text, written as UTF-8
	 * @throws UncheckedIOException when the program does not take it
	 */
	public void send(String text) {
		try {
			input().write(text.getBytes(StandardCharsets.UTF_8));
			input().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to write to " + this.name, ex);
		}
	}

	/**
	 * Ends the program's standard input.
	 * @throws UncheckedIOException when that fails
	 */
	public void closeInput() {
		try {
			input().close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to close the input of " + this.name, ex);
		}
	}

	/**
	 * Stops the program and all its children: politely, and by force after two seconds.
	 * Returns when all of them are gone; does nothing when they are gone already.
	 */
	@Override
	public void close() {
		List<ProcessHandle> family = Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
			.collect(Collectors.toList());
		family.forEach(ProcessHandle::destroy);
		family.forEach(RunningProgram::awaitOrForce);
		try {
			this.output.awaitEnd(TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return this.name + " (process " + pid() + ")";
	}

	private static void awaitOrForce(ProcessHandle handle) {
		handle.onExit().completeOnTimeout(handle, GRACE_MILLIS, TimeUnit.MILLISECONDS).join();
		if (handle.isAlive()) {
			handle.destroyForcibly();
			handle.onExit().completeOnTimeout(handle, GRACE_MILLIS, TimeUnit.MILLISECONDS).join();
		}
	}

	private static boolean accepts(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private IllegalStateException failure(String what) {
		String state = this.process.isAlive() ? "is still running" : "ended with " + this.process.exitValue();
		return new IllegalStateException("%s %s and %s.%nStandard output:%n%s%nStandard error:%n%s".formatted(this,
				what, state, standardOutput(), standardError()));
	}

	private IllegalStateException interrupted(String what) {
		Thread.currentThread().interrupt();
		return new IllegalStateException("Interrupted while waiting for " + what + " of " + this);
	}

}
