package dev.sslsocket.readme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;

@Service
class Orders {

	private final SslSocketFactory ssl;

	private final int port;

	Orders(SslSocketFactory ssl, @Value("${orders.port}") int port) {
		this.ssl = ssl;
		this.port = port;
	}

	String send(String order) throws IOException {
		try (SslSocket socket = this.ssl.connect("localhost", this.port)) {
			socket.getOutputStream().write(order.getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
