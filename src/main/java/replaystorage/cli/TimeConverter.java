package replaystorage.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replaystorage.settings.Durations;

/** Reads a time as an option's value. */
final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return Durations.parse(value)
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is no time; " + Durations.FORM));
    }
}
