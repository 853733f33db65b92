package dev.sslsocket.fence;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members that users of a type can reach and that its public supertypes do not have
 * in the same form. What a record's header says is not said again.
 *
 * @param type the type
 * @param fields sorted by name
 * @param constructors sorted by their parameters
 * @param methods sorted by name and parameters
 */
record ApiMembers(Class<?> type, List<Field> fields, List<Constructor<?>> constructors, List<Method> methods) {

	static ApiMembers of(Class<?> type) {
		return new ApiMembers(type,
				Arrays.stream(type.getDeclaredFields())
					.filter((field) -> reachable(field.getModifiers(), type) && !field.isSynthetic())
					.sorted(Comparator.comparing(Field::getName))
					.toList(),
				Arrays.stream(type.getDeclaredConstructors())
					.filter((constructor) -> reachable(constructor.getModifiers(), type) && !type.isRecord())
					.sorted(Comparator.comparing(ApiMembers::signature))
					.toList(),
				declaredAndInherited(type).filter((method) -> reachable(method.getModifiers(), type))
					.filter((method) -> !method.isSynthetic() && !implied(method, type))
					.filter((method) -> supertypes(type).noneMatch((above) -> hasSame(above, method)))
					.sorted(Comparator.comparing(ApiMembers::signature))
					.toList());
	}

	Stream<String> lines() {
		return Stream
			.of(this.fields.stream().map(ApiMembers::line), this.constructors.stream().map(ApiMembers::line),
					this.methods.stream().map(this::line))
			.flatMap((lines) -> lines);
	}

	/** All types that appear in these members, those within generic types included. */
	Set<Class<?>> mentioned() {
		Set<Class<?>> mentioned = new LinkedHashSet<>();
		this.fields.forEach((field) -> MentionedTypes.add(field.getGenericType(), mentioned));
		Stream.concat(this.constructors.stream(), this.methods.stream()).forEach((member) -> {
			Arrays.asList(member.getGenericParameterTypes()).forEach((type) -> MentionedTypes.add(type, mentioned));
			Arrays.asList(member.getGenericExceptionTypes()).forEach((type) -> MentionedTypes.add(type, mentioned));
		});
		this.methods.forEach((method) -> MentionedTypes.add(method.getGenericReturnType(), mentioned));
		return mentioned;
	}

	private static boolean reachable(int modifiers, Class<?> type) {
		return Modifier.isPublic(modifiers)
				|| Modifier.isProtected(modifiers) && !Modifier.isFinal(type.getModifiers()) && !type.isEnum();
	}

	/** The type's own methods, and those of superclasses that users cannot see. */
	private static Stream<Method> declaredAndInherited(Class<?> type) {
		// A bridge is the compiler's copy of the inherited method it stands for.
		List<Method> methods = new ArrayList<>(
				Arrays.stream(type.getDeclaredMethods()).filter((method) -> !method.isBridge()).toList());
		Class<?> above = type.getSuperclass();
		while (above != null && !Modifier.isPublic(above.getModifiers())) {
			for (Method method : above.getDeclaredMethods()) {
				if (methods.stream().noneMatch((own) -> signature(own).equals(signature(method)))) {
					methods.add(method);
				}
			}
			above = above.getSuperclass();
		}
		return methods.stream();
	}

	private static boolean implied(Method method, Class<?> type) {
		if (type.isEnum()) {
			return Modifier.isStatic(method.getModifiers()) && List.of("values", "valueOf").contains(method.getName());
		}
		return type.isRecord() && method.getParameterCount() == 0 && Arrays.stream(type.getRecordComponents())
			.anyMatch((component) -> component.getName().equals(method.getName()));
	}

	private static Stream<Class<?>> supertypes(Class<?> type) {
		Set<Class<?>> supertypes = new LinkedHashSet<>();
		collect(type, supertypes);
		supertypes.remove(type);
		return supertypes.stream().filter((above) -> Modifier.isPublic(above.getModifiers()));
	}

	private static void collect(Class<?> type, Set<Class<?>> into) {
		into.add(type);
		if (type.getSuperclass() != null) {
			collect(type.getSuperclass(), into);
		}
		Arrays.asList(type.getInterfaces()).forEach((above) -> collect(above, into));
	}

	private static boolean hasSame(Class<?> above, Method method) {
		return !Modifier.isStatic(method.getModifiers()) && Arrays.stream(above.getDeclaredMethods())
			.filter((other) -> Modifier.isPublic(other.getModifiers()) == Modifier.isPublic(method.getModifiers()))
			.anyMatch((other) -> signature(other).equals(signature(method))
					&& other.getReturnType() == method.getReturnType()
					&& Set.of(other.getExceptionTypes()).equals(Set.of(method.getExceptionTypes())));
	}

	private static String signature(Executable member) {
		return member.getName() + Arrays.stream(member.getParameterTypes())
			.map(ApiText::name)
			.collect(Collectors.joining(",", "(", ")"));
	}

	private static String line(Field field) {
		if (field.isEnumConstant()) {
			return field.getName();
		}
		return modifiers(field.getModifiers()) + field.getName() + ": " + ApiText.type(field.getAnnotatedType())
				+ constant(field);
	}

	private static String constant(Field field) {
		// The compiler copies these into the classes of users.
		if (!Modifier.isStatic(field.getModifiers())
				|| !field.getType().isPrimitive() && field.getType() != String.class) {
			return "";
		}
		try {
			return " = " + field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String line(Constructor<?> constructor) {
		return modifiers(constructor.getModifiers()) + "new" + parameters(constructor) + exceptions(constructor);
	}

	private String line(Method method) {
		String generic = ApiText.typeParameters(method.getTypeParameters());
		return (method.isDefault() ? "default " : "") + modifiers(method.getModifiers())
				+ (generic.isEmpty() ? "" : generic + " ") + method.getName() + parameters(method) + ": "
				+ returned(method) + exceptions(method);
	}

	// A superclass that users cannot see calls them by a variable: the type itself.
	private String returned(Method method) {
		boolean self = method.getGenericReturnType() instanceof TypeVariable<?> variable
				&& variable.getGenericDeclaration() == method.getDeclaringClass()
				&& method.getDeclaringClass() != this.type;
		return self ? ApiText.name(this.type) : ApiText.type(method.getAnnotatedReturnType());
	}

	private static String modifiers(int modifiers) {
		return (Modifier.isProtected(modifiers) ? "protected " : "") + (Modifier.isStatic(modifiers) ? "static " : "");
	}

	private static String parameters(Executable member) {
		String parameters = Arrays.stream(member.getAnnotatedParameterTypes())
			.map(ApiText::type)
			.collect(Collectors.joining(", ", "(", ")"));
		return member.isVarArgs() ? parameters.replaceFirst("\\[]\\)$", "...)") : parameters;
	}

	private static String exceptions(Executable member) {
		AnnotatedType[] exceptions = member.getAnnotatedExceptionTypes();
		return (exceptions.length == 0) ? ""
				: Arrays.stream(exceptions)
					.map(ApiText::type)
					.sorted()
					.collect(Collectors.joining(", ", " throws ", ""));
	}

}
