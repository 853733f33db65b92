package dev.sslsocket.sample;

import java.io.IOException;
import java.net.InetAddress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.sslsocket.SslContexts;

/**
 * Connects to each of our own servers once they are there, and logs a line for each.
 */
@Component
class SelfCheck {

	private static final Logger LOGGER = LoggerFactory.getLogger(SelfCheck.class);

	private final Prober prober;

	private final String host;

	private final Listener echo;

	private final Listener mutual;

	private final Listener line;

	SelfCheck(Prober prober, SampleProperties properties, @Qualifier("echo") Listener echo,
			@Qualifier("mutual") Listener mutual, @Qualifier("line") Listener line) {
		this.prober = prober;
		InetAddress address = properties.address();
		this.host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
		this.echo = echo;
		this.mutual = mutual;
		this.line = line;
	}

	@EventListener(ApplicationReadyEvent.class)
	void check() {
		log("TLS", () -> this.prober.probe(this.host, this.echo.port(), SslContexts.DEFAULT));
		log("mutual TLS", () -> this.prober.probe(this.host, this.mutual.port(), "client"));
		log("STARTTLS", () -> this.prober.probeStartTls(this.host, this.line.port(), SslContexts.DEFAULT));
	}

	private static void log(String what, Probe probe) {
		try {
			LOGGER.info("Self-check of {}: {}", what, describe(probe.run()));
		}
		catch (IOException ex) {
			LOGGER.warn("Self-check of {}: not verified: {}", what, ex.getMessage());
		}
	}

	private static String describe(ProbeReport report) {
		String subject = (report.certificate() != null) ? report.certificate().subject() : "without certificate";
		return report.peer() + ", " + report.protocol() + ", " + report.cipher() + ", peer " + subject
				+ (report.verified() ? ", verified" : ", not verified: verify-mode is none");
	}

	@FunctionalInterface
	private interface Probe {

		ProbeReport run() throws IOException;

	}

}
