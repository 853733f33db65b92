package dev.sslsocket.fence;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What module {@code socket} may use of the world outside, and which room may.
 */
class BorderTests {

	private static final String BOUNCY_CASTLE = "org.bouncycastle..";

	private static final String NETTY = "io.netty..";

	@Test
	void bouncyCastleWhenUsedIsUsedInX509Only() {
		noClasses().that()
			.resideOutsideOfPackage(House.BASE + ".x509")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BOUNCY_CASTLE)
			.check(House.SOCKET);
	}

	@Test
	void nettyWhenUsedIsUsedByTheNativeEngineOnly() {
		noClasses().that()
			.haveNameNotMatching(".*\\.engine\\.OpenSsl.*")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(NETTY)
			.check(House.SOCKET);
	}

	@Test
	void librariesWhenUsedAreThoseOfThePom() {
		classes().should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "javax..", "org.jspecify..", "org.slf4j..", BOUNCY_CASTLE, NETTY,
					House.BASE + "..")
			.check(House.SOCKET);
	}

	@Test
	void springAndMicrometerWhenLookedForAreNotThere() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "io.micrometer..")
			.check(House.SOCKET);
	}

	@Test
	void sslEngineWhenDrivenIsDrivenByTheEngineRoom() {
		noClasses().that()
			.resideOutsideOfPackage(House.BASE + ".engine")
			.should()
			.accessTargetWhere(calls(SSLEngine.class, "wrap", "unwrap", "beginHandshake"))
			.check(House.SOCKET);
	}

	@Test
	void jvmWhenWeRunInItKeepsItsSettings() {
		noClasses().should()
			.accessTargetWhere(calls(Security.class, "addProvider", "insertProviderAt", "removeProvider", "setProperty")
				.or(calls(System.class, "setProperty", "setProperties", "clearProperty", "setSecurityManager"))
				.or(calls(SSLContext.class, "setDefault"))
				.or(calls(HttpsURLConnection.class, "setDefaultSSLSocketFactory", "setDefaultHostnameVerifier"))
				.or(calls(Socket.class, "setSocketImplFactory"))
				.or(calls(ServerSocket.class, "setSocketFactory"))
				.or(calls(URL.class, "setURLStreamHandlerFactory"))
				.or(calls(Thread.class, "setDefaultUncaughtExceptionHandler"))
				.or(calls(Locale.class, "setDefault"))
				.or(calls(TimeZone.class, "setDefault")))
			.check(House.SOCKET);
	}

	private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... methods) {
		List<String> names = List.of(methods);
		return DescribedPredicate.describe(owner.getSimpleName() + "." + String.join("|", names),
				(access) -> access.getTargetOwner().isAssignableTo(owner)
						&& names.contains(access.getTarget().getName()) && access.getOrigin() instanceof JavaCodeUnit);
	}

}
