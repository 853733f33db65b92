package dev.sslsocket.sample;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the sample listens, and how much it takes on.
 *
 * @param address Address that the four servers listen on.
 * @param echoPort Port of the TLS echo server; 0 for any free one.
 * @param mutualPort Port of the echo server that demands a client certificate.
 * @param linePort Port of the line server that obeys STARTTLS and STOPTLS.
 * @param loopPort Port of the TLS echo server that is an event loop on one thread.
 * @param maxConnections Connections that each of the first three servers serves at a
 * time; more of them wait.
 * @param loopConnections Connections that the event loop serves at a time; more of them
 * wait.
 * @param idleTimeout How long a client may be silent before it is dropped.
 */
@ConfigurationProperties("sample")
record SampleProperties(@DefaultValue("127.0.0.1") InetAddress address, @DefaultValue("9443") int echoPort,
		@DefaultValue("9444") int mutualPort, @DefaultValue("9025") int linePort, @DefaultValue("9445") int loopPort,
		@DefaultValue("200") int maxConnections, @DefaultValue("5000") int loopConnections,
		@DefaultValue("5m") Duration idleTimeout) {

	InetSocketAddress at(int port) {
		return new InetSocketAddress(this.address, port);
	}

}
