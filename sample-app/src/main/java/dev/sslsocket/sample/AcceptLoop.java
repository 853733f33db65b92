package dev.sslsocket.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts clients until the listening socket is closed, whatever else goes wrong. Clients
 * beyond the limit are not accepted but wait in the system's queue, where they cost no
 * thread and no descriptor. One thread runs it; any thread may call {@link #served()}.
 */
final class AcceptLoop {

	private static final Logger LOGGER = LoggerFactory.getLogger(AcceptLoop.class);

	private static final long FIRST_PAUSE_MILLIS = 50;

	private static final long LONGEST_PAUSE_MILLIS = 2000;

	private final String name;

	private final ServerSocket server;

	private final Semaphore vacancies;

	private long pauseMillis = FIRST_PAUSE_MILLIS;

	/** Takes an accepted client over; what it throws costs only this client. */
	@FunctionalInterface
	interface Admission {

		void admit(Socket client) throws IOException;

	}

	AcceptLoop(String name, ServerSocket server, int maxConnections) {
		this.name = name;
		this.server = server;
		this.vacancies = new Semaphore(maxConnections);
	}

	/** A client that was admitted has left. */
	void served() {
		this.vacancies.release();
	}

	void run(Admission admission) {
		try {
			while (!this.server.isClosed()) {
				this.vacancies.acquire();
				if (!acceptOne(admission)) {
					this.vacancies.release();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean acceptOne(Admission admission) throws InterruptedException {
		try {
			return admitted(this.server.accept(), admission);
		}
		catch (IOException | RuntimeException | OutOfMemoryError ex) {
			if (!this.server.isClosed()) {
				backOff(ex);
			}
			return false;
		}
	}

	private boolean admitted(Socket client, Admission admission) throws IOException {
		boolean admitted = false;
		try {
			admission.admit(client);
			admitted = true;
			this.pauseMillis = FIRST_PAUSE_MILLIS;
		}
		finally {
			if (!admitted) {
				client.close();
			}
		}
		return admitted;
	}

	/**
	 * Waits until a descriptor or a thread may be free again: accept fails at once as
	 * long as none is, and would keep a core busy.
	 */
	private void backOff(Throwable ex) throws InterruptedException {
		LOGGER.warn("Server '{}' cannot take a client, next attempt in {} ms: {}", this.name, this.pauseMillis,
				ex.toString());
		TimeUnit.MILLISECONDS.sleep(this.pauseMillis);
		this.pauseMillis = Math.min(2 * this.pauseMillis, LONGEST_PAUSE_MILLIS);
	}

}
