package replaystorage.session.option;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replaystorage.host.Durations;

public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return Durations.parse(value)
                .orElseThrow(() ->
                        new TypeConversionException("'" + value + "' is not a duration; " + Durations.FORMAT_HINT));
    }
}
