package dev.sslsocket.revocation;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Collects the body of an HTTP response and gives up when it becomes too long. For one
 * response, whose parts the HTTP client hands over one after the other.
 */
final class OcspBody implements BodySubscriber<byte[]> {

	private final int limit;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private Flow.@Nullable Subscription subscription;

	OcspBody(int limit) {
		this.limit = limit;
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> parts) {
		for (ByteBuffer part : parts) {
			if (this.bytes.size() + part.remaining() > this.limit) {
				this.body
					.completeExceptionally(new OcspHttp.NoAnswer("answered with more than " + this.limit + " bytes"));
				if (this.subscription != null) {
					this.subscription.cancel();
				}
				return;
			}
			byte[] copy = new byte[part.remaining()];
			part.get(copy);
			this.bytes.writeBytes(copy);
		}
	}

	@Override
	public void onError(Throwable problem) {
		this.body.completeExceptionally(problem);
	}

	@Override
	public void onComplete() {
		this.body.complete(this.bytes.toByteArray());
	}

}
