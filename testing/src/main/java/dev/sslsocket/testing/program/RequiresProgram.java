package dev.sslsocket.testing.program;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs a program, such as {@code openssl}. Where it is not installed the test
 * is skipped, and the reason is the command that installs it; with the environment
 * variable {@code CI=true} the test fails instead. May be repeated. Immutable; safe for
 * use by many threads.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RequiresProgram.All.class)
@ExtendWith(RequirementCondition.class)
public @interface RequiresProgram {

	/**
	 * The name of the program, looked up in {@code PATH} and in the directories of system
	 * programs.
	 * @return the name
	 */
	String value();

	/**
	 * The Debian package that holds the program.
	 * @return the package, the program's name unless set
	 */
	String debianPackage() default "";

	/**
	 * Holds the repeated annotation. Immutable; safe for use by many threads.
	 */
	@Documented
	@Target({ ElementType.TYPE, ElementType.METHOD })
	@Retention(RetentionPolicy.RUNTIME)
	@ExtendWith(RequirementCondition.class)
	@interface All {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		RequiresProgram[] value();

	}

}
