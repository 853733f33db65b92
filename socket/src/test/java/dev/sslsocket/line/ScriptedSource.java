package dev.sslsocket.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A {@link PeekableSource} that does what a test has written down, and whose bytes are
 * counted when they are taken.
 */
final class ScriptedSource implements PeekableSource {

	private final Deque<Step> steps = new ArrayDeque<>();

	private boolean endIsThePeers = true;

	private interface Step {

		int look(byte[] target, int offset, int length) throws IOException;

	}

	private record Bytes(byte[] bytes) implements Step {

		@Override
		public int look(byte[] target, int offset, int length) {
			int count = Math.min(length, this.bytes.length);
			System.arraycopy(this.bytes, 0, target, offset, count);
			return count;
		}

	}

	/** A record that arrives. */
	ScriptedSource arrives(String text) {
		return arrives(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	ScriptedSource arrives(byte[] bytes) {
		this.steps.add(new Bytes(bytes));
		return this;
	}

	/** Nothing, once: a record that carried no data, as a TLS 1.3 ticket does. */
	ScriptedSource nothingNow() {
		this.steps.add((target, offset, length) -> {
			this.steps.removeFirst();
			return 0;
		});
		return this;
	}

	/** A failure, once. */
	ScriptedSource fails(IOException failure) {
		this.steps.add((target, offset, length) -> {
			this.steps.removeFirst();
			throw failure;
		});
		return this;
	}

	/** A failure that stays. */
	ScriptedSource isCutOff(IOException failure) {
		this.steps.add((target, offset, length) -> {
			throw failure;
		});
		return this;
	}

	/** The end, which stays. */
	ScriptedSource ends() {
		this.steps.add((target, offset, length) -> -1);
		return this;
	}

	/** The end, because we shut the input down. */
	ScriptedSource isShutDown() {
		this.endIsThePeers = false;
		return ends();
	}

	@Override
	public int peek(byte[] target, int offset, int length) throws IOException {
		assertRoom(length);
		return next().look(target, offset, length);
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		assertRoom(length);
		int count = next().look(target, offset, length);
		if (count > 0) {
			Bytes record = (Bytes) this.steps.removeFirst();
			if (count < record.bytes().length) {
				this.steps.addFirst(new Bytes(Arrays.copyOfRange(record.bytes(), count, record.bytes().length)));
			}
		}
		return count;
	}

	@Override
	public boolean endIsThePeers() {
		return this.endIsThePeers;
	}

	private static void assertRoom(int length) {
		if (length < 1) {
			throw new AssertionError("asked for " + length + " bytes");
		}
	}

	private Step next() {
		if (this.steps.isEmpty()) {
			throw new AssertionError("the reader asked for more than it needs");
		}
		return this.steps.peekFirst();
	}

	/** What nobody has taken. */
	String rest() {
		StringBuilder rest = new StringBuilder();
		for (Step step : this.steps) {
			if (step instanceof Bytes record) {
				rest.append(new String(record.bytes(), StandardCharsets.ISO_8859_1));
			}
		}
		return rest.toString();
	}

}
