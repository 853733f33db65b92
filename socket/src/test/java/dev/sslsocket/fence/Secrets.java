package dev.sslsocket.fence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketChannel;
import dev.sslsocket.SslTicketKeys;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.Staples;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.Material;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * Everything of module {@code socket} that can hold a secret, holding one that is easily
 * recognised.
 */
final class Secrets {

	static final String MARKER = "Xyzzy4711NobodyMayReadThis";

	static final byte[] MARKER_BYTES = MARKER.getBytes(StandardCharsets.UTF_8);

	static final CertifiedKey KEY = CertificateMaker.localhost().key(KeyKind.RSA_2048).selfSigned();

	private Secrets() {
	}

	/** The marker, in every form in which text might show it. */
	static List<String> forms() {
		String hex = HexFormat.of().formatHex(MARKER_BYTES);
		return List.of(MARKER, Base64.getEncoder().withoutPadding().encodeToString(MARKER_BYTES), hex,
				hex.toUpperCase(Locale.ROOT), inner(Arrays.toString(MARKER_BYTES)),
				inner(Arrays.toString(MARKER.toCharArray())));
	}

	/** One object of each type, by the name of its class. */
	static Map<String, Object> holders() {
		SslIdentity identity = SslIdentity.of(markedKey(), KEY.certificate());
		SslContext context = SslContext.builder().identity(identity).verifyMode(VerifyMode.NONE).build();
		List<Object> holders = new ArrayList<>(List.of(identity, context, SslContext.builder().identity(identity),
				Passphrase.of(MARKER.toCharArray()), Material.inline(MARKER), Material.of("server.p12", MARKER_BYTES),
				new IdentityKeyManager(List.of(identity)), context.socketFactory(), context.serverSocketFactory(),
				context.jsse(), create("x509.PemBlock", "PRIVATE KEY", Map.of(), MARKER_BYTES),
				create("x509.Fingerprint", "sha256", MARKER_BYTES), create("verify.DerValue", 4, MARKER_BYTES, 2),
				create("engine.EngineSettings", new IdentityKeyManager(List.of(identity)), List.of(), Duration.ZERO, 1,
						true, create("engine.SessionRules", "", "", create("engine.TicketKeys", List.of(ticketKey()))),
						Staples.NONE),
				ticketKeys(), create("engine.TicketKeys", List.of(ticketKey())),
				create("engine.TicketKey", (Object) ticketKey().bytes()),
				create("x509.AskedPassphrase", Passphrase.of(MARKER.toCharArray())), revocation(),
				TrustSource.file(Material.inline(KEY.certificatePem())), create("SslContexts$Generation", context, 1L),
				create("UnusedKeys$Unused", identity, EngineFeature.UNREADABLE_KEYS)));
		Object subtree = create("verify.Subtree", 7, "", MARKER_BYTES, null, false);
		holders.addAll(List.of(create("verify.GeneralName", 7, MARKER_BYTES),
				create("verify.ComparedName", 7, "", MARKER_BYTES, null), subtree,
				create("verify.NameConstraints", List.of(subtree), List.of())));
		Object staple = create("revocation.StapleState$Staple", MARKER_BYTES, Instant.MAX);
		holders.addAll(
				List.of(staple, create("revocation.StapleState", staple, Instant.EPOCH, false, "", Instant.EPOCH, 0),
						create("revocation.OcspStapler$Renewal", new WeakReference<>(staple))));
		Object hashed = create("x509.HashedDirectory", Path.of("."));
		holders.addAll(List.of(hashed, create("verify.CertificateDirectory", List.of(), hashed)));
		holders.addAll(connected(context));
		holders.add(channel(context));
		Map<String, Object> byType = new LinkedHashMap<>();
		holders.forEach((holder) -> byType.putIfAbsent(holder.getClass().getName(), holder));
		return byType;
	}

	/** The marker as the secret behind a name that anybody may see. */
	private static Material ticketKey() {
		byte[] key = new byte[48];
		System.arraycopy(MARKER_BYTES, 0, key, 16, MARKER_BYTES.length);
		return Material.of("ticket.key", key);
	}

	private static SslTicketKeys ticketKeys() {
		return SslTicketKeys.of(ticketKey());
	}

	/** Lists are no secret, but whatever holds bytes is not to print them. */
	private static Revocation revocation() {
		CrlMaker list = CrlMaker.issuedBy(KEY).extension("1.2.3", false, MARKER_BYTES);
		return Revocation.builder().crl(RevocationScope.LEAF).crlFile(Material.inline(list.pem())).build();
	}

	/** What a user holds while two ends of a connection talk, and what that holds. */
	private static List<Object> connected(SslContext context) {
		InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		try (SslServerSocket server = context.serverSocketFactory().listen(anywhere)) {
			CompletableFuture<SslSocket> accepted = CompletableFuture.supplyAsync(() -> shakeHands(server));
			try (SslSocket client = context.socketFactory().connect("localhost", server.getLocalPort())) {
				List<Object> all = new ArrayList<>();
				for (Object held : List.of(client, client.getSession(), client.snapshot(), accepted.join(), server)) {
					all.addAll(new ObjectGraph().from(held));
				}
				return all;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SslSocketChannel channel(SslContext context) {
		try (ServerSocketChannel server = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				SocketChannel beneath = SocketChannel.open(server.getLocalAddress())) {
			beneath.configureBlocking(false);
			return context.channel(beneath, "localhost", 1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SslSocket shakeHands(SslServerSocket server) {
		try (SslSocket socket = server.accept()) {
			socket.startHandshake();
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A working private key whose own text form is the marker. */
	static PrivateKey markedKey() {
		InvocationHandler marked = (proxy, method, arguments) -> method.getName().equals("toString") ? MARKER
				: method.invoke(KEY.privateKey(), arguments);
		return (PrivateKey) Proxy.newProxyInstance(Secrets.class.getClassLoader(),
				new Class<?>[] { RSAPrivateCrtKey.class }, marked);
	}

	private static Object create(String type, Object... arguments) {
		try {
			Constructor<?> constructor = Arrays.stream(Class.forName(House.BASE + "." + type).getDeclaredConstructors())
				.filter((candidate) -> candidate.getParameterCount() == arguments.length)
				.findFirst()
				.orElseThrow();
			constructor.setAccessible(true);
			return constructor.newInstance(arguments);
		}
		catch (ClassNotFoundException | InstantiationException | IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private static String inner(String array) {
		return array.substring(1, array.length() - 1);
	}

}
