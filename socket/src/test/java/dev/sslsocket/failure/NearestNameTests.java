package dev.sslsocket.failure;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTests {

	private static final List<String> NAMES = List.of("HIGH", "MEDIUM", "ECDHE", "AESGCM");

	@ParameterizedTest
	@CsvSource({ "HIHG, HIGH", "ECHDE, ECDHE", "HIGHT, HIGH", "MEDUM, MEDIUM", "AESGCMM, AESGCM", "AESGMC, AESGCM",
			"HIGH, HIGH" })
	void ofWhenLittleIsWrongIsWhatWasMeant(String written, String meant) {
		assertThat(NearestName.of(written, NAMES)).contains(meant);
	}

	@ParameterizedTest
	@CsvSource({ "GIHH", "LOW", "EDCEH", "X" })
	void ofWhenMuchIsWrongIsNobody(String written) {
		assertThat(NearestName.of(written, NAMES)).isEmpty();
	}

}
