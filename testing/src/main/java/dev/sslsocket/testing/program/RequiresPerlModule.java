package dev.sslsocket.testing.program;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs Perl with a module, such as {@code IO::Socket::SSL}. Where it is not
 * installed the test is skipped, and the reason is the command that installs it; with the
 * environment variable {@code CI=true} the test fails instead. May be repeated.
 * Immutable; safe for use by many threads.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RequiresPerlModule.All.class)
@ExtendWith(RequirementCondition.class)
public @interface RequiresPerlModule {

	/**
	 * The name of the module.
	 * @return the name
	 */
	String value();

	/**
	 * The Debian package that holds the module.
	 * @return the package; unless set it follows Debian's rule:
	 * {@code libio-socket-ssl-perl} for {@code IO::Socket::SSL}
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
		RequiresPerlModule[] value();

	}

}
