package dev.sslsocket.peers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cell of the matrix: our side, and the version that both are held to.
 *
 * @param ours our side
 * @param protocol TLSv1.2 or TLSv1.3
 */
record Cell(Side ours, String protocol) {

	static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

	/** All four, for {@code @MethodSource}. */
	static Stream<Cell> all() {
		return Arrays.stream(Side.values())
			.flatMap((side) -> PROTOCOLS.stream().map((protocol) -> new Cell(side, protocol)));
	}

	/** The version as Perl writes it. */
	String perlProtocol() {
		return this.protocol.replace('.', '_');
	}

	@Override
	public String toString() {
		return this.ours + ", " + this.protocol;
	}

}
