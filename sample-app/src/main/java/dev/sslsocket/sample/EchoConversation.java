package dev.sslsocket.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Sends everything back. The first read shakes hands.
 */
final class EchoConversation implements Conversation {

	@Override
	public void hold(Connection connection) throws IOException {
		InputStream in = connection.socket().getInputStream();
		OutputStream out = connection.socket().getOutputStream();
		byte[] buffer = new byte[8192];
		for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
			int length = count;
			connection.answer(() -> out.write(buffer, 0, length));
		}
	}

}
