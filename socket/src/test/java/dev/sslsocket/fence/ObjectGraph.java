package dev.sslsocket.fence;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Goes from object to object through the fields of our own classes.
 */
final class ObjectGraph {

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Object> open = new ArrayDeque<>();

	/** All objects of our classes that can be reached from one. */
	Set<Object> from(Object root) {
		add(root);
		while (!this.open.isEmpty()) {
			follow(this.open.remove());
		}
		this.seen.removeIf((object) -> !isOurs(object.getClass()));
		return this.seen;
	}

	private void add(@Nullable Object object) {
		if (object != null && this.seen.add(object)) {
			this.open.add(object);
		}
	}

	private void follow(Object object) {
		if (object instanceof Iterable<?> many) {
			many.forEach(this::add);
		}
		else if (object instanceof Map<?, ?> map) {
			map.keySet().forEach(this::add);
			map.values().forEach(this::add);
		}
		else if (object instanceof Optional<?> optional) {
			optional.ifPresent(this::add);
		}
		else if (object instanceof Object[] array) {
			Arrays.asList(array).forEach(this::add);
		}
		for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					add(value(field, object));
				}
			}
		}
	}

	private static @Nullable Object value(Field field, Object object) {
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isOurs(Class<?> type) {
		return type.getName().startsWith(House.BASE + ".");
	}

}
