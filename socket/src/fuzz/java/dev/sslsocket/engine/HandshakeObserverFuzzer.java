package dev.sslsocket.engine;

import dev.sslsocket.failure.SslReason;

/**
 * Records that pass by during a handshake. Who only looks on must never throw.
 */
public final class HandshakeObserverFuzzer {

	private HandshakeObserverFuzzer() {
	}

	public static void fuzzerTestOneInput(byte[] input) {
		FlightRecorder recorder = new FlightRecorder(System::nanoTime, new Silence());
		HandshakeObserver observer = new HandshakeObserver(recorder);
		int at = 0;
		while (at + RecordHeader.LENGTH <= input.length) {
			RecordHeader header = RecordHeader.at(input, at);
			if (at + header.total() > input.length) {
				break;
			}
			if ((header.minor() & 1) == 0) {
				observer.sent(input, at, header);
			}
			else {
				observer.received(input, at, header);
			}
			at += header.total();
		}
		observer.group();
		observer.resumed();
		for (String line : recorder.lines(SslReason.PROTOCOL_ERROR)) {
			if (!line.matches("[ -~]+")) {
				throw new IllegalStateException("a line that is not printable: " + line);
			}
		}
	}

}
