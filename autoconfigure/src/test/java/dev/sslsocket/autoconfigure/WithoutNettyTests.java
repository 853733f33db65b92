package dev.sslsocket.autoconfigure;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.sslsocket.SslContexts;
import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application whose class path has no Netty, or not all of it, in a JVM of
 * its own: what is loaded once stays loaded.
 */
@Timeout(120)
class WithoutNettyTests {

	private static final String NETTY = "netty-";

	private static final String NATIVE = "netty-tcnative-boringssl-static";

	private static final String WAY_OUT = "io.netty:netty-tcnative-boringssl-static with the classifier of this"
			+ " platform, such as linux-x86_64";

	@Test
	void applicationWhenThereIsNoNettyTakesTheJdk() {
		assertThat(start(NETTY)).contains("uses jdk").doesNotContain("auto takes");
		assertThat(start(NETTY, "--ssl.engine=auto")).contains("uses jdk")
			.contains("engine: auto takes jdk for SSL context default, since openssl cannot be used:"
					+ " io.netty:netty-handler is not on the class path. Add it and " + WAY_OUT);
	}

	@Test
	void applicationWhenThereIsNoNettyAndItIsAskedForIsRefused() {
		assertThat(start(NETTY, "--ssl.engine=openssl")).contains("""
				APPLICATION FAILED TO START
				***************************

				Description:

				ssl.engine (commandLineArgs) is openssl, and io.netty:netty-handler is not on the class path. \
				Add it and %s

				Action:

				Correct ssl.engine (commandLineArgs) and start again.
				""".formatted(WAY_OUT));
	}

	@Test
	void applicationWhenTheNativeLibraryIsNotThereIsRefusedOrTakesTheJdk() {
		assertThat(start(NATIVE, "--ssl.engine=openssl")).contains("APPLICATION FAILED TO START")
			.contains("ssl.engine (commandLineArgs) is openssl, and its native library cannot be loaded (")
			.contains("). Add " + WAY_OUT);
		assertThat(start(NATIVE, "--ssl.engine=auto")).contains("uses jdk").contains("engine: auto takes jdk");
	}

	@Test
	void applicationWhenNettyIsThereTakesIt() {
		assertThat(start("no such jar", "--ssl.engine=auto")).contains("uses openssl")
			.contains("engine: auto takes openssl for SSL context default");
	}

	private static String start(String left, String... arguments) {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).getFileName().toString().startsWith(left))
			.collect(Collectors.joining(File.pathSeparator));
		String[] java = { Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
				Application.class.getName() };
		String[] command = Arrays.copyOf(java, java.length + arguments.length);
		System.arraycopy(arguments, 0, command, java.length, arguments.length);
		try (RunningProgram program = RunningProgram.start(command)) {
			program.awaitExit();
			return program.standardOutput();
		}
	}

	/** Says which engine it has, and ends. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] arguments) {
			try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments)) {
				System.out.println("uses " + context.getBean(SslContexts.class).getDefault().engine());
			}
		}

	}

}
