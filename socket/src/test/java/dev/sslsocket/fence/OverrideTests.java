package dev.sslsocket.fence;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our sockets own a plain socket instead of being one. A method of the JDK's that is not
 * overridden would fall through to the superclass's own socket, which is not connected,
 * or send past TLS. So the running JDK is asked what there is to override: a method that
 * a later Java adds is found by the first build on it.
 */
class OverrideTests {

	static Stream<Arguments> pairs() throws ClassNotFoundException {
		return Stream.of(Arguments.of(SSLSocket.class, SslSocket.class),
				Arguments.of(Socket.class, Class.forName(House.BASE + ".ReplaySocket")),
				Arguments.of(SSLServerSocket.class, SslServerSocket.class),
				Arguments.of(SSLSocketFactory.class, SslSocketFactory.class),
				Arguments.of(SSLServerSocketFactory.class, SslServerSocketFactory.class));
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void publicMethodWhenTheRunningJdkHasItIsOverridden(Class<?> theirs, Class<?> ours) {
		List<Method> methods = Arrays.stream(theirs.getMethods())
			.filter((method) -> method.getDeclaringClass() != Object.class)
			.filter((method) -> !Modifier.isStatic(method.getModifiers()))
			.toList();
		assertThat(methods).isNotEmpty();
		assertThat(methods.stream().filter((method) -> !overridden(method, ours)).map(Method::toGenericString))
			.as("methods of %s that fall through %s", theirs.getSimpleName(), ours.getSimpleName())
			.isEmpty();
	}

	@Test
	void getDefaultWhenCalledOnOurFactoriesIsOurs() throws NoSuchMethodException {
		assertThat(SslSocketFactory.class.getMethod("getDefault").getReturnType()).isEqualTo(SslSocketFactory.class);
		assertThat(SslServerSocketFactory.class.getMethod("getDefault").getReturnType())
			.isEqualTo(SslServerSocketFactory.class);
	}

	private static boolean overridden(Method method, Class<?> ours) {
		try {
			Method found = ours.getMethod(method.getName(), method.getParameterTypes());
			return found.getDeclaringClass().getPackageName().equals(House.BASE);
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

}
