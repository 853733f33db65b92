package dev.sslsocket.benchmarks.workload;

/**
 * One measurement, as words that name it: {@code bulk:16384:nodelay}, {@code ping:64},
 * {@code handshake:full:2}, {@code idle:1000:1}, {@code crowd:5000:50:loop}. A last word
 * {@code tls12} asks for TLS 1.2 instead of 1.3.
 *
 * @param name the words, with colons between
 */
public record Task(String name) {

	private static final String TLS12 = ":tls12";

	/** The first word. */
	public String kind() {
		return word(0);
	}

	/** One of the words. */
	public String word(int index) {
		return this.name.split(":")[index];
	}

	/** One of the words, a number. */
	public int number(int index) {
		return Integer.parseInt(word(index));
	}

	/** Whether it is done with TLS 1.2. */
	public boolean tls12() {
		return this.name.endsWith(TLS12);
	}

	/** The same with TLS 1.2. */
	public Task withTls12() {
		return new Task(this.name + TLS12);
	}

	/** One of its figures, as results are asked for it. */
	public String figure(String figure) {
		return this.name + " " + figure;
	}

}
