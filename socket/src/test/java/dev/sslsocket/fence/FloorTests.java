package dev.sslsocket.fence;

import java.util.Map;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * Rooms stand on floors; arrows go downwards only.
 */
class FloorTests {

	private static final String FAILURE = "failure";

	private static final Map<String, Integer> FLOORS = Map.of(FAILURE, 0, "x509", 0, "cipher", 0, "revocation", 1,
			"engine", 2, "verify", 2, "session", 3, "connection", 3, "", 4, "line", 5);

	@Test
	void roomWhenItUsesAnotherStandsOnAHigherFloor() {
		classes().should(standAbove()).check(House.SOCKET);
	}

	@Test
	void roomsWhenTheyUseEachOtherFormNoCycle() {
		SlicesRuleDefinition.slices().assignedFrom(rooms()).should().beFreeOfCycles().check(House.SOCKET);
	}

	private static boolean allowed(String user, String used) {
		if (user.equals(used)) {
			return true;
		}
		Integer above = FLOORS.get(user);
		Integer below = FLOORS.get(used);
		if (above == null || below == null) {
			return false;
		}
		// Every room may fail, those beside the failures included.
		return above > below || used.equals(FAILURE) && above == 0;
	}

	private static ArchCondition<JavaClass> standAbove() {
		return new ArchCondition<>("stand on a known floor, above every room they use") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				String user = House.room(type);
				if (!FLOORS.containsKey(user)) {
					events.add(SimpleConditionEvent.violated(type, type.getName() + " is in a room without a floor"));
				}
				for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
					JavaClass target = dependency.getTargetClass().getBaseComponentType();
					if (House.isOurs(target) && !allowed(user, House.room(target))) {
						events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
					}
				}
			}

		};
	}

	private static SliceAssignment rooms() {
		return new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				return House.isOurs(type) ? SliceIdentifier.of("room '" + House.room(type) + "'")
						: SliceIdentifier.ignore();
			}

			@Override
			public String getDescription() {
				return "rooms";
			}

		};
	}

}
