package dev.sslsocket.peers;

import java.nio.file.Path;

import dev.sslsocket.testing.program.RunningProgram;

/**
 * Perl's IO::Socket::SSL, one command at a time; {@code peer.pl} says which there are.
 */
final class PerlPeer implements AutoCloseable {

	private final RunningProgram perl;

	private int commands;

	private PerlPeer(RunningProgram perl) {
		this.perl = perl;
	}

	/** An answer that is still to come. */
	@FunctionalInterface
	interface Answer {

		/** Waits for it. */
		String await();

	}

	static PerlPeer start() throws Exception {
		Path script = Path.of(PerlPeer.class.getResource("peer.pl").toURI());
		return new PerlPeer(RunningProgram.start("perl", script.toString()));
	}

	/** Has the peer do something, and waits until it is done. */
	String ask(String command) {
		return tell(command).await();
	}

	/** Has the peer do something that needs our part too. */
	Answer tell(String command) {
		String mark = "#" + ++this.commands + " ";
		this.perl.send(mark.substring(1) + command + "\n");
		return () -> this.perl.awaitLine(mark).substring(mark.length());
	}

	@Override
	public void close() {
		this.perl.close();
	}

}
