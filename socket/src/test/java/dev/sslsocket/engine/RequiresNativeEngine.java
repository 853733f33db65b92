package dev.sslsocket.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests of the native engine, whichever engine the build runs with: skipped with the
 * reason where its library is not for this platform, and failed if {@code CI} is set.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NativeEngineCondition.class)
public @interface RequiresNativeEngine {

}
