package dev.sslsocket.engine;

import java.util.Arrays;

/**
 * The first bytes of a peer. Whatever they are, they are judged without an exception, and
 * the same whether they arrive at once or one by one.
 */
public final class PrefaceFuzzer {

	private PrefaceFuzzer() {
	}

	public static void fuzzerTestOneInput(byte[] input) {
		Preface atOnce = Preface.ofClient(input, 0, input.length);
		Preface.ofServer(input, 0, input.length);
		for (int length = 0; length < Math.min(input.length, 64); length++) {
			Preface early = Preface.ofClient(input, 0, length);
			if (early instanceof Preface.Hello && !early.equals(atOnce)) {
				throw new IllegalStateException(early + " after " + length + " bytes, then " + atOnce);
			}
			Preface.ofServer(Arrays.copyOf(input, length), 0, length);
		}
	}

}
