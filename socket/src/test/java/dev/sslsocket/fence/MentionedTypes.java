package dev.sslsocket.fence;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes generic types apart.
 */
final class MentionedTypes {

	private MentionedTypes() {
	}

	/** Adds the classes a type is made of. */
	static void add(Type type, Set<Class<?>> into) {
		if (type instanceof Class<?> plain) {
			into.add(plain.isArray() ? innermost(plain) : plain);
		}
		else if (type instanceof ParameterizedType parameterized) {
			add(parameterized.getRawType(), into);
			Arrays.asList(parameterized.getActualTypeArguments()).forEach((argument) -> add(argument, into));
		}
		else if (type instanceof GenericArrayType array) {
			add(array.getGenericComponentType(), into);
		}
		else if (type instanceof WildcardType wildcard) {
			Arrays.asList(wildcard.getUpperBounds()).forEach((bound) -> add(bound, into));
			Arrays.asList(wildcard.getLowerBounds()).forEach((bound) -> add(bound, into));
		}
	}

	private static Class<?> innermost(Class<?> array) {
		Class<?> component = array;
		while (component.isArray()) {
			component = component.getComponentType();
		}
		return component;
	}

}
