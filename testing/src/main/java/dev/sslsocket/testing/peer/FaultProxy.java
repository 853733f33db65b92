package dev.sslsocket.testing.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Somebody in the middle, between a client and a server on this machine: passes bytes
 * both ways, keeps a copy, and does harm on request. Faults may be changed while
 * connections are open, so that a test can let the handshake pass first. <pre>{@code
 * try (TlsPeer server = TlsPeer.sound(pki); FaultProxy proxy = FaultProxy.to(server.port())) {
 *     // … connect to proxy.port(), exchange a line …
 *     proxy.toClient(Fault.flipBitInRecord(1));
 *     // … the next line has to fail
 * }
 * }</pre> Safe for use by many threads.
 */
public final class FaultProxy implements Peer {

	private final int targetPort;

	private final Set<Splice> splices = ConcurrentHashMap.newKeySet();

	private final Queue<byte[]> sentToServer = new ConcurrentLinkedQueue<>();

	private final Queue<byte[]> sentToClient = new ConcurrentLinkedQueue<>();

	private volatile Fault faultToServer = Fault.none();

	private volatile Fault faultToClient = Fault.none();

	private final LoopbackServer server;

	private FaultProxy(int targetPort) {
		this.targetPort = targetPort;
		this.server = LoopbackServer.start("fault proxy", this::splice);
	}

	/**
	 * Starts a proxy without faults.
	 * @param targetPort where the server listens on 127.0.0.1
	 * @return the proxy, listening
	 */
	public static FaultProxy to(int targetPort) {
		return new FaultProxy(targetPort);
	}

	/**
	 * Puts a fault on the way from the server to the client, in place of the one before.
	 * @param fault what happens to the next bytes
	 * @return this proxy
	 */
	public FaultProxy toClient(Fault fault) {
		this.faultToClient = fault;
		return this;
	}

	/**
	 * Puts a fault on the way from the client to the server, in place of the one before.
	 * @param fault what happens to the next bytes
	 * @return this proxy
	 */
	public FaultProxy toServer(Fault fault) {
		this.faultToServer = fault;
		return this;
	}

	@Override
	public int port() {
		return this.server.port();
	}

	/**
	 * What has been passed to clients until now, as they got it; with several connections
	 * one after the other or mixed.
	 * @return the bytes, a new array
	 */
	public byte[] sentToClient() {
		return join(this.sentToClient);
	}

	/**
	 * What has been passed to the server until now, as it got it; with several
	 * connections one after the other or mixed.
	 * @return the bytes, a new array
	 */
	public byte[] sentToServer() {
		return join(this.sentToServer);
	}

	@Override
	public void close() {
		this.server.close();
		this.splices.forEach(Splice::close);
	}

	private void splice(Socket client) throws IOException {
		try (Socket target = new Socket(InetAddress.getByName("127.0.0.1"), this.targetPort);
				Splice splice = new Splice(client, target)) {
			target.setTcpNoDelay(true);
			this.splices.add(splice);
			Wire toServer = new Wire(splice, client, target, () -> this.faultToServer, this.sentToServer);
			Wire toClient = new Wire(splice, target, client, () -> this.faultToClient, this.sentToClient);
			Thread back = new Thread(() -> pump(toClient, splice), Thread.currentThread().getName() + " back");
			back.setDaemon(true);
			back.start();
			pump(toServer, splice);
			back.join();
			this.splices.remove(splice);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void pump(Wire wire, Splice splice) {
		try {
			wire.pump();
		}
		catch (IOException ex) {
			// One direction is gone, so the connection is.
			splice.close();
		}
	}

	private static byte[] join(Queue<byte[]> pieces) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		pieces.forEach(all::writeBytes);
		return all.toByteArray();
	}

}
