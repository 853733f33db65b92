package dev.sslsocket.sample;

import java.net.ServerSocket;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocketFactory;

/**
 * The four servers.
 */
@Configuration(proxyBeanMethods = false)
class Servers {

	private static final int BACKLOG = 50;

	private final SampleProperties properties;

	private final SimpleAsyncTaskExecutorBuilder threads;

	Servers(SampleProperties properties, SimpleAsyncTaskExecutorBuilder threads) {
		this.properties = properties;
		this.threads = threads;
	}

	@Bean
	Listener echo(SslServerSocketFactory tls) {
		return listener("echo", () -> tls.listen(this.properties.at(this.properties.echoPort())),
				new EchoConversation());
	}

	@Bean
	Listener mutual(@Qualifier("mutual") SslServerSocketFactory tls) {
		return listener("mutual", () -> tls.listen(this.properties.at(this.properties.mutualPort())),
				new EchoConversation());
	}

	@Bean
	Listener line(@Qualifier("start-tls") SslServerSocketFactory tls) {
		return listener("line", () -> new ServerSocket(this.properties.linePort(), BACKLOG, this.properties.address()),
				(connection) -> new LineConversation(connection, tls).hold());
	}

	@Bean
	LoopListener loop(SslContexts contexts) {
		return new LoopListener(this.properties.at(this.properties.loopPort()), contexts::getDefault,
				this.properties.loopConnections(), this.properties.idleTimeout());
	}

	private Listener listener(String name, Listener.Opening opening, Conversation conversation) {
		return new Listener(name, opening, conversation, this.threads.threadNamePrefix(name + "-").build(),
				this.properties.maxConnections(), this.properties.idleTimeout());
	}

}
