package dev.sslsocket.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * A list of names in {@link SSLParameters} that JDK 17 does not have: reached by
 * reflection, here and nowhere else. Its methods are looked up once, since parameters are
 * copied several times per connection. Immutable; safe for use by many threads.
 *
 * @param name such as {@code NamedGroups}
 * @param getter {@code null} where this JDK has no such property
 * @param setter {@code null} where this JDK has no such property
 */
record LateProperty(String name, @Nullable Method getter, @Nullable Method setter) {

	static LateProperty named(String name) {
		try {
			return new LateProperty(name, SSLParameters.class.getMethod("get" + name),
					SSLParameters.class.getMethod("set" + name, String[].class));
		}
		catch (NoSuchMethodException ex) {
			return new LateProperty(name, null, null);
		}
	}

	/** Whether this JDK has it. */
	boolean exists() {
		return this.setter != null;
	}

	/** Returns the names; {@code null} for the JDK's choice. */
	String @Nullable [] get(SSLParameters parameters) {
		return (this.getter != null) ? (String[]) call(this.getter, parameters) : null;
	}

	/**
	 * Sets the names.
	 * @throws IllegalStateException if this JDK has no such property
	 */
	void set(SSLParameters parameters, String @Nullable [] names) {
		if (this.setter == null) {
			throw new IllegalStateException("SSLParameters." + this.name + " cannot be set");
		}
		call(this.setter, parameters, (Object) names);
	}

	/** Copies the names; what this JDK does not have needs no copy. */
	void copy(SSLParameters from, SSLParameters to) {
		if (exists()) {
			set(to, get(from));
		}
	}

	private @Nullable Object call(Method method, SSLParameters parameters, @Nullable Object... arguments) {
		try {
			return method.invoke(parameters, arguments);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("SSLParameters." + this.name + " cannot be reached", ex);
		}
	}

}
