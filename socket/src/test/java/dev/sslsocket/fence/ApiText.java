package dev.sslsocket.fence;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Types as {@link ApiListing} writes them: short, and with {@code @Nullable}, which is
 * part of the promise.
 */
final class ApiText {

	private ApiText() {
	}

	/** The line of a type. */
	static String header(Class<?> type) {
		StringBuilder header = new StringBuilder();
		if (Modifier.isAbstract(type.getModifiers()) && !type.isInterface()) {
			header.append("abstract ");
		}
		if (type.isSealed()) {
			header.append("sealed ");
		}
		if (Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isEnum()) {
			header.append("final ");
		}
		header.append(kind(type)).append(' ').append(type.getName()).append(typeParameters(type.getTypeParameters()));
		if (type.isRecord()) {
			header.append(Arrays.stream(type.getRecordComponents())
				.map((component) -> type(component.getAnnotatedType()) + " " + component.getName())
				.collect(Collectors.joining(", ", "(", ")")));
		}
		return header.append(supertypes(type)).toString();
	}

	static String typeParameters(TypeVariable<?>[] variables) {
		return (variables.length == 0) ? ""
				: Arrays.stream(variables).map(ApiText::typeParameter).collect(Collectors.joining(", ", "<", ">"));
	}

	static String type(AnnotatedType type) {
		String annotations = Arrays.stream(type.getAnnotations())
			.map(Annotation::annotationType)
			.map((annotation) -> "@" + annotation.getSimpleName() + " ")
			.collect(Collectors.joining());
		if (type instanceof AnnotatedArrayType array) {
			String component = type(array.getAnnotatedGenericComponentType());
			return component + (annotations.isEmpty() ? "" : " " + annotations.strip()) + "[]";
		}
		if (type instanceof AnnotatedParameterizedType parameterized) {
			Type raw = ((ParameterizedType) parameterized.getType()).getRawType();
			return annotations + name((Class<?>) raw)
					+ Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
						.map(ApiText::type)
						.collect(Collectors.joining(", ", "<", ">"));
		}
		if (type instanceof AnnotatedWildcardType wildcard) {
			return annotations + wildcard(wildcard);
		}
		return annotations + ((type.getType() instanceof Class<?> plain) ? name(plain) : type.getType().getTypeName());
	}

	static String name(Class<?> type) {
		Class<?> outer = type.getEnclosingClass();
		return (outer == null) ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
	}

	private static String kind(Class<?> type) {
		if (type.isRecord()) {
			return "record";
		}
		if (type.isEnum()) {
			return "enum";
		}
		return type.isInterface() ? "interface" : "class";
	}

	private static String supertypes(Class<?> type) {
		List<String> names = new ArrayList<>();
		Class<?> above = type.getSuperclass();
		while (above != null && !Modifier.isPublic(above.getModifiers())) {
			above = above.getSuperclass();
		}
		if (above != null && above != Object.class && above != Enum.class && above != Record.class) {
			names.add(name(above));
		}
		Arrays.stream(type.getAnnotatedInterfaces()).map(ApiText::type).forEach(names::add);
		return names.isEmpty() ? "" : " is " + String.join(", ", names);
	}

	private static String typeParameter(TypeVariable<?> variable) {
		String bounds = Arrays.stream(variable.getAnnotatedBounds())
			.map(ApiText::type)
			.filter((bound) -> !bound.equals("Object"))
			.collect(Collectors.joining(" & "));
		return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
	}

	private static String wildcard(AnnotatedWildcardType wildcard) {
		if (wildcard.getAnnotatedLowerBounds().length > 0) {
			return "? super " + type(wildcard.getAnnotatedLowerBounds()[0]);
		}
		String bound = type(wildcard.getAnnotatedUpperBounds()[0]);
		return bound.equals("Object") ? "?" : "? extends " + bound;
	}

}
