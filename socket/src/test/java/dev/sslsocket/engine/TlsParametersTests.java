package dev.sslsocket.engine;

import java.lang.reflect.Method;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TlsParametersTests {

	/** Every property that the running JDK has. */
	static List<Method> setters() {
		return Arrays.stream(SSLParameters.class.getMethods())
			.filter((method) -> method.getName().startsWith("set") && method.getParameterCount() == 1)
			.toList();
	}

	@ParameterizedTest
	@MethodSource("setters")
	void copyWhenTheRunningJdkHasThePropertyTakesItAlong(Method setter) throws ReflectiveOperationException {
		SSLParameters from = new SSLParameters();
		SSLParameters untouched = new SSLParameters();
		setter.invoke(from, value(setter.getParameterTypes()[0], setter.getName()));
		assertThat(get(from, setter)).as("a value other than the default").isNotEqualTo(get(untouched, setter));
		assertThat(get(TlsParameters.copy(from), setter)).isEqualTo(get(from, setter));
	}

	@ParameterizedTest
	@MethodSource("setters")
	void copyWhenThePropertyIsNotSetLeavesItUnset(Method setter) throws ReflectiveOperationException {
		assertThat(get(TlsParameters.copy(new SSLParameters()), setter)).isEqualTo(get(new SSLParameters(), setter));
	}

	@Test
	void settersWhenCountedAreThoseWeKnowOrMore() {
		assertThat(setters()).hasSizeGreaterThanOrEqualTo(12);
	}

	@Test
	void copyWhenTheOriginalChangesKeepsItsOwn() {
		SSLParameters from = new SSLParameters(new String[] { "TLS_AES_128_GCM_SHA256" }, new String[] { "TLSv1.3" });
		SSLParameters copy = TlsParameters.copy(from);
		from.setProtocols(new String[] { "TLSv1.2" });
		from.setCipherSuites(new String[0]);
		from.setNeedClientAuth(true);
		assertThat(copy.getProtocols()).containsExactly("TLSv1.3");
		assertThat(copy.getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
		assertThat(copy.getNeedClientAuth()).isFalse();
	}

	@Test
	void copyWhenNamesAreEmptyDoesNotTurnThemIntoUnset() {
		SSLParameters from = new SSLParameters();
		from.setServerNames(List.of());
		from.setSNIMatchers(List.of());
		assertThat(TlsParameters.copy(from).getServerNames()).isEmpty();
		assertThat(TlsParameters.copy(from).getSNIMatchers()).isEmpty();
	}

	@Test
	void configureWhenTheNameIsToBeCheckedKeepsThatFromTheEngine() throws Exception {
		SSLEngine engine = engine();
		SSLParameters from = engine.getSSLParameters();
		from.setEndpointIdentificationAlgorithm("HTTPS");
		from.setApplicationProtocols(new String[] { "h2" });
		TlsParameters.configure(engine, from);
		assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isNull();
		assertThat(engine.getSSLParameters().getApplicationProtocols()).containsExactly("h2");
		assertThat(from.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
	}

	@ParameterizedTest
	@MethodSource("lists")
	void configureWhenAListIsTheEnginesOwnOrAnotherSetsIt(Method setter) throws Exception {
		SSLEngine engine = engine();
		SSLParameters own = engine.getSSLParameters();
		TlsParameters.configure(engine, own);
		assertThat(get(engine.getSSLParameters(), setter)).isEqualTo(get(own, setter));
		String[] reversed = reversed(own, setter);
		setter.invoke(own, (Object) reversed);
		TlsParameters.configure(engine, own);
		assertThat(get(engine.getSSLParameters(), setter)).isEqualTo(Arrays.asList(reversed));
	}

	/** What a JDK enables by itself, and the order counts. */
	static List<Method> lists() {
		return setters().stream()
			.filter((method) -> List.of("setCipherSuites", "setProtocols", "setNamedGroups").contains(method.getName()))
			.toList();
	}

	private static String[] reversed(SSLParameters own, Method setter) throws ReflectiveOperationException {
		List<String> names = new ArrayList<>(Arrays.asList(
				(String[]) SSLParameters.class.getMethod(setter.getName().replaceFirst("^set", "get")).invoke(own)));
		Collections.reverse(names);
		return names.toArray(String[]::new);
	}

	private static SSLEngine engine() throws Exception {
		SSLContext context = EngineContext.jsse();
		context.init(null, null, null);
		SSLEngine engine = context.createSSLEngine();
		engine.setUseClientMode(true);
		return engine;
	}

	@ParameterizedTest
	@MethodSource("setters")
	void alikeWhenOnePropertyDiffersIsFalse(Method setter) throws ReflectiveOperationException {
		SSLParameters one = new SSLParameters();
		assertThat(TlsParameters.alike(one, TlsParameters.copy(one))).isTrue();
		setter.invoke(one, value(setter.getParameterTypes()[0], setter.getName()));
		assertThat(TlsParameters.alike(one, TlsParameters.copy(one))).as("a copy").isTrue();
		assertThat(TlsParameters.alike(one, new SSLParameters())).isFalse();
		assertThat(TlsParameters.alike(new SSLParameters(), one)).isFalse();
	}

	private static Object get(SSLParameters parameters, Method setter) throws ReflectiveOperationException {
		Object value = SSLParameters.class.getMethod(setter.getName().replaceFirst("^set", "get")).invoke(parameters);
		if (value instanceof Object[] array) {
			return Arrays.asList(array);
		}
		return (value instanceof Iterable<?> many) ? collected(many) : String.valueOf(value);
	}

	private static List<Object> collected(Iterable<?> many) {
		List<Object> all = new ArrayList<>();
		many.forEach(all::add);
		return all;
	}

	private static Object value(Class<?> type, String setter) {
		if (type == boolean.class) {
			return !setter.equals("setEnableRetransmissions");
		}
		if (type == int.class) {
			return 1234;
		}
		if (type == String.class) {
			return "LDAPS";
		}
		if (type == String[].class) {
			return new String[] { "one", "two" };
		}
		if (type == AlgorithmConstraints.class) {
			return new NoConstraints();
		}
		return setter.equals("setServerNames") ? List.of(new SNIHostName("localhost"))
				: List.of(SNIHostName.createSNIMatcher("local.*"));
	}

	static final class NoConstraints implements AlgorithmConstraints {

		@Override
		public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
			return true;
		}

		@Override
		public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
			return true;
		}

		@Override
		public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key,
				AlgorithmParameters parameters) {
			return true;
		}

	}

}
