package dev.sslsocket.engine;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLException;

/**
 * What a client of the library says where nobody hears it, by a context that is gone
 * afterwards.
 */
final class OpenSslHello {

	private OpenSslHello() {
	}

	/**
	 * Has a client begin.
	 * @param groups the groups it is told to offer; empty for the library's choice
	 * @return empty if the library does not have one of them
	 */
	static Optional<ClientHello> of(OpenSslContexts.Maker clients, List<String> groups) {
		try {
			OpenSslContext context = clients.make(new OpenSslContexts.Choice(List.of(), groups, ""));
			try {
				return of(context);
			}
			finally {
				context.release();
			}
		}
		catch (SSLException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static Optional<ClientHello> of(OpenSslContext context) throws SSLException {
		OpenSslSession session = new OpenSslSession(context.engine(null, EngineContext.NO_SLOT), () -> {
		});
		try {
			return EngineProbe.hello(session.engine());
		}
		finally {
			session.release();
		}
	}

}
