package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that say nothing are not given.
 */
class NameTests {

	private static final String EMPTY_NAME = ".*(Util|Utils|Helper|Helpers|Impl)|(Abstract|Base)([A-Z].*)?";

	@Test
	void classWhenNamedSaysWhatItIs() {
		noClasses().that(areNoManagersOfJsse())
			.should()
			.haveNameMatching("(.*[.$])?(" + EMPTY_NAME + "|.*Manager)")
			.check(House.SOCKET);
	}

	@Test
	void sourceWhenNamedSaysWhatItIs() {
		Pattern empty = Pattern.compile("(" + EMPTY_NAME + ")\\.java");
		List<Path> sources = House.sources("main");
		sources.addAll(House.sources("test"));
		assertThat(sources).isNotEmpty();
		assertThat(sources.stream()
			.filter((file) -> empty.matcher(file.getFileName().toString()).matches())
			.map(House::name)).isEmpty();
	}

	private static DescribedPredicate<JavaClass> areNoManagersOfJsse() {
		return DescribedPredicate.describe("are no managers of JSSE",
				(type) -> !type.isAssignableTo(KeyManager.class) && !type.isAssignableTo(TrustManager.class));
	}

}
