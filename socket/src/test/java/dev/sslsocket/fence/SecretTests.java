package dev.sslsocket.fence;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Material;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * No key and no pass phrase in a text form or a message, whatever is printed.
 */
class SecretTests {

	private static final List<Class<?>> SECRET = List.of(char[].class, byte[].class, Key.class, KeyPair.class,
			KeyStore.class, KeyManager.class, Passphrase.class);

	private static final List<Class<?>> NEVER_IN_A_RECORD = List.of(char[].class, Key.class, KeyPair.class,
			KeyStore.class, Passphrase.class);

	private static final Map<String, Object> HOLDERS = Secrets.holders();

	static Stream<Arguments> holders() {
		return HOLDERS.entrySet().stream().map((holder) -> Arguments.of(holder.getKey(), holder.getValue()));
	}

	@ParameterizedTest(name = "{0}", autoCloseArguments = false)
	@MethodSource("holders")
	void textFormWhenTheObjectHoldsASecretDoesNotShowIt(String type, Object holder) {
		assertThat(holder.toString()).as(type).isNotBlank().doesNotContain(Secrets.forms());
	}

	@Test
	void typeWhenItHoldsASecretAndWritesATextFormIsAmongTheHolders() {
		assertThat(secretTypes().stream()
			.filter((type) -> type.tryGetMethod("toString").isPresent())
			.map(JavaClass::getName)
			.filter((name) -> !HOLDERS.containsKey(name) && !House.SOCKET.get(name).isEnum()))
			.as("types that hold a secret, write a text form and are not tried in Secrets.holders()")
			.isEmpty();
	}

	@Test
	void recordWhenItHasAComponentHasNoneThatPrintsASecret() {
		// An array of bytes prints as its identity only; Secrets.holders() tries them.
		assertThat(House.SOCKET.stream()
			.filter(JavaClass::isRecord)
			.flatMap((type) -> type.getFields().stream())
			.filter((field) -> !field.getModifiers().contains(JavaModifier.STATIC))
			.filter((field) -> NEVER_IN_A_RECORD.stream().anyMatch((secret) -> holds(field, secret)))
			.map(JavaField::getFullName)).as("components of records that hold a secret").isEmpty();
	}

	static Stream<Arguments> refusals() {
		String certificate = Secrets.KEY.certificatePem();
		String secret = Base64.getMimeEncoder()
			.encodeToString(Secrets.MARKER.repeat(9).getBytes(StandardCharsets.UTF_8));
		List<Arguments> refusals = new ArrayList<>();
		for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
			refusals.add(refusal("base64 in " + label, certificate, pem(label, secret)));
			refusals.add(refusal("text in " + label, certificate, pem(label, Secrets.MARKER + "!")));
			refusals.add(refusal("header in " + label, certificate,
					pem(label, "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC," + Secrets.MARKER + "\n\n" + secret)));
		}
		refusals.add(refusal("no PEM", certificate, Secrets.MARKER));
		refusals.add(refusal("no end", certificate, "-----BEGIN PRIVATE KEY-----\n" + secret));
		refusals.add(refusal("key for certificate", Secrets.MARKER, Secrets.KEY.privateKeyPem()));
		for (KeyEncryption encryption : KeyEncryption.values()) {
			refusals.add(refusal("wrong pass phrase, " + encryption, certificate,
					Secrets.KEY.encryptedPrivateKeyPem(encryption, "another")));
		}
		return refusals.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refusals")
	void messageWhenAKeyIsRefusedDoesNotShowIt(String name, String certificate, String key) {
		assertNoSecret(() -> SslIdentity.load(Material.inline(certificate), Material.inline(key),
				Passphrase.of(Secrets.MARKER.toCharArray())));
		assertNoSecret(() -> SslIdentity.load(Material.inline(certificate),
				Material.of("server-key.pem", key.getBytes(StandardCharsets.UTF_8)),
				Passphrase.of(Secrets.MARKER.toCharArray())));
	}

	@Test
	void messageWhenAStoreIsRefusedDoesNotShowThePassPhrase() {
		Material store = Material.of("server.p12", Secrets.KEY.pkcs12("another"));
		assertNoSecret(() -> SslIdentity.load(store, null, Passphrase.of(Secrets.MARKER.toCharArray())));
	}

	@Test
	void messageWhenAKeyIsGivenAsCaDoesNotShowIt() {
		assertNoSecret(() -> TrustSource.file(Material.at(pem("PRIVATE KEY", Secrets.MARKER))));
		assertNoSecret(() -> TrustSource.file(Material.inline(Secrets.MARKER)));
	}

	private static void assertNoSecret(ThrowingCallable refused) {
		StringWriter everything = new StringWriter();
		Throwable thrown = catchThrowable(refused);
		assertThat(thrown).isNotNull();
		thrown.printStackTrace(new PrintWriter(everything));
		assertThat(everything.toString()).doesNotContain(Secrets.forms());
	}

	private static Arguments refusal(String name, String certificate, String key) {
		return Arguments.of(name, certificate, key);
	}

	private static String pem(String label, String content) {
		return "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n";
	}

	/** The types that hold a secret, or something that does. */
	private static Set<JavaClass> secretTypes() {
		Set<JavaClass> found = new HashSet<>();
		boolean more = true;
		while (more) {
			more = false;
			for (JavaClass type : House.SOCKET) {
				more |= holdsSecret(type, found) && found.add(type);
			}
		}
		return found;
	}

	private static boolean holdsSecret(JavaClass type, Set<JavaClass> known) {
		return type.getFields()
			.stream()
			.filter((field) -> !field.getModifiers().contains(JavaModifier.STATIC))
			.anyMatch((field) -> SECRET.stream().anyMatch((secret) -> holds(field, secret))
					|| field.getType().getAllInvolvedRawTypes().stream().anyMatch(known::contains));
	}

	private static boolean holds(JavaField field, Class<?> secret) {
		return field.getRawType().isEquivalentTo(secret)
				|| field.getType().getAllInvolvedRawTypes().stream().anyMatch((raw) -> raw.isAssignableTo(secret));
	}

	@Test
	void formsWhenAskedForRecogniseTheMarker() {
		Map<String, Object> holders = Map.of("key", Secrets.markedKey());
		assertThat(holders.toString()).contains(Secrets.MARKER);
		assertThat(Secrets.forms()).hasSize(6).doesNotHaveDuplicates();
	}

}
