package dev.sslsocket.testing.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Flips a bit in one record. Holds back the start of a record until all of it is here, so
 * that it knows where the last byte is. Used by one thread.
 */
final class TamperingPassage implements Passage {

	private final ByteArrayOutputStream held = new ByteArrayOutputStream();

	private int countdown;

	TamperingPassage(int number) {
		this.countdown = number;
	}

	@Override
	public void pass(byte[] bytes, Wire wire) throws IOException {
		this.held.writeBytes(bytes);
		byte[] all = this.held.toByteArray();
		int start = 0;
		int length = recordLength(all, start);
		while (length <= all.length - start) {
			byte[] record = Arrays.copyOfRange(all, start, start + length);
			wire.write(tamper(record));
			start += length;
			length = recordLength(all, start);
		}
		this.held.reset();
		this.held.write(all, start, all.length - start);
	}

	@Override
	public void end(Wire wire) throws IOException {
		wire.write(this.held.toByteArray());
		this.held.reset();
	}

	private byte[] tamper(byte[] record) {
		boolean applicationData = TlsRecord.parse(record).get(0).isApplicationData();
		if (applicationData && --this.countdown == 0) {
			record[record.length - 1] ^= 1;
		}
		return record;
	}

	private static int recordLength(byte[] bytes, int start) {
		if (bytes.length - start < TlsRecord.HEADER_LENGTH) {
			return Integer.MAX_VALUE;
		}
		int high = Byte.toUnsignedInt(bytes[start + 3]);
		int low = Byte.toUnsignedInt(bytes[start + 4]);
		return TlsRecord.HEADER_LENGTH + (high << 8) + low;
	}

}
