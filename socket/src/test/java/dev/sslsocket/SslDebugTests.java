package dev.sslsocket;

import java.lang.reflect.Proxy;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.sslsocket.failure.SslConfigurationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SslDebugTests {

	private final LogLines log = LogLines.of("dev.sslsocket.debug");

	@AfterEach
	void detach() {
		this.log.close();
	}

	@Test
	void levelWhenNothingIsSaidIsNone() {
		SslDebug debug = SslContext.builder().build().debug();
		assertThat(debug.level()).isZero();
		assertThat(debug.logs(SslDebug.ERRORS)).isFalse();
		assertThat(debug).hasToString("debug 0 to dev.sslsocket.debug.default");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 5 })
	void levelWhenThereIsNoneSuchIsRefused(int level) {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslContext.builder().debug(level).build())
			.withMessage("is " + level
					+ ". Use 0 (nothing), 1 (errors), 2 (and ciphers), 3 (and progress) or 4 (and the data itself)")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("debug"));
		SslDebug debug = new SslDebug("orders", 1);
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> debug.level(level));
		assertThat(debug.level()).isOne();
	}

	@Test
	void dataWhenTheContextWasNotConfiguredForItIsRefusedAtRunTime() {
		SslDebug debug = new SslDebug("orders", 3);
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> debug.level(4))
			.withMessage("stays 3 for context 'orders': 4 logs the data of connections, and can be switched on at run"
					+ " time only where the context was configured with 4. Use at most 3");
		assertThat(debug.level()).isEqualTo(3);
		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void dataWhenItIsSwitchedOnIsWarnedOfEachTime() {
		SslDebug debug = new SslDebug("orders", 4);
		debug.level(4);
		debug.level(2);
		debug.level(4);
		assertThat(this.log.events()).hasSize(2).allSatisfy((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getLoggerName()).isEqualTo("dev.sslsocket.debug.orders");
			assertThat(event.getFormattedMessage()).startsWith("Context 'orders' logs the data of its connections");
		});
	}

	@Test
	void loggerWhenTheContextHasAnyNameIsOneBelowOurs() {
		assertThat(new SslDebug("a.b\nc-1", 0).loggerName()).isEqualTo("dev.sslsocket.debug.a_b_c-1");
	}

	@Test
	void loggerWhenItIsSwitchedOffIsAskedFirst() {
		SslDebug debug = new SslDebug("silent", 3);
		assertThat(debug.logs(SslDebug.PROGRESS)).isTrue();
		try (LogLines silenced = LogLines.of("dev.sslsocket.debug.silent", Level.OFF)) {
			assertThat(debug.logs(SslDebug.ERRORS)).isFalse();
			assertThat(silenced.events()).isEmpty();
		}
	}

	@Test
	void logWhenALineIsWantedIsInfo() {
		new SslDebug("orders", 1).log("{} as it is");
		assertThat(this.log.events()).singleElement()
			.extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
			.containsExactly(Level.INFO, "{} as it is");
	}

	@Test
	@SuppressWarnings("unchecked")
	void logWhenItFailsChangesNothingForTheConnection() {
		Logger logger = (Logger) LoggerFactory.getLogger("dev.sslsocket.debug.broken");
		Appender<ILoggingEvent> full = (Appender<ILoggingEvent>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { Appender.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("equals")) {
						return proxy == arguments[0];
					}
					throw new IllegalStateException("disk full");
				});
		logger.addAppender(full);
		try {
			assertThatCode(() -> new SslDebug("broken", 1).log("line")).doesNotThrowAnyException();
		}
		finally {
			logger.detachAppender(full);
		}
	}

	@Test
	void replacementWhenItIsConfiguredAlikeKeepsWhatWasTurned() {
		SslContext first = SslContext.builder().name("orders").build();
		SslContexts contexts = SslContexts.of(SslContext.builder().build(), Map.of("orders", first));
		first.debug().level(2);
		contexts.replace("orders", SslContext.builder().name("orders").build());
		assertThat(contexts.get("orders").debug().level()).isEqualTo(2);
		contexts.replace("orders", SslContext.builder().name("orders").build());
		contexts.get("orders").debug().level(1);
		// Live connections hold the old context.
		assertThat(first.debug().level()).isOne();
	}

	@Test
	void replacementWhenItIsConfiguredOtherwiseHasItsWay() {
		SslContext first = SslContext.builder().name("orders").debug(4).build();
		SslContexts contexts = SslContexts.of(SslContext.builder().build(), Map.of("orders", first));
		contexts.replace("orders", SslContext.builder().name("orders").debug(1).build());
		assertThat(first.debug().level()).isOne();
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> first.debug().level(4));
	}

}
