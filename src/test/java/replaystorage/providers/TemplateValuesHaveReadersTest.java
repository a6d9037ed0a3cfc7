package replaystorage.providers;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import java.util.stream.Stream;

/** Every value that a template's record holds has a reader; unknown keys are refused elsewhere. */
@AnalyzeClasses(packages = "replaystorage", importOptions = ImportOption.DoNotIncludeTests.class)
class TemplateValuesHaveReadersTest {
    @ArchTest
    static final ArchRule each_value_of_a_template_has_a_reader = ArchRuleDefinition.classes()
            .that()
            .areRecords()
            .and()
            .resideInAPackage("replaystorage.providers")
            .should(haveComponentsThatAreUsed());

    private static ArchCondition<JavaClass> haveComponentsThatAreUsed() {
        return new ArchCondition<>("have components that are used") {
            @Override
            public void check(JavaClass record, ConditionEvents events) {
                record.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> readers(record, field).findAny().isEmpty())
                        .forEach(field -> events.add(
                                SimpleConditionEvent.violated(field, field.getFullName() + " has no reader")));
            }
        };
    }

    /** Code that reads the field or calls its accessor, except copies of the record. */
    private static Stream<? extends JavaAccess<?>> readers(JavaClass record, JavaField field) {
        Set<? extends JavaAccess<?>> calls = record.getMethod(field.getName()).getAccessesToSelf();
        return Stream.concat(
                        calls.stream(),
                        field.getAccessesToSelf().stream()
                                .filter(access -> access.getOrigin().isMethod())
                                .filter(access -> !access.getOrigin().getName().equals(field.getName())))
                .filter(access -> !access.getOrigin().getOwner().equals(record)
                        || !access.getOrigin().getName().startsWith("with"));
    }
}
