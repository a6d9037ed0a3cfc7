package replaystorage.session.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class ConcurrencyConverter implements ITypeConverter<Integer> {
    private static final int MAX_CONCURRENCY = 1024;

    @Override
    public Integer convert(String value) {
        if (!value.matches("0*[1-9]\\d{0,3}") || Integer.parseInt(value) > MAX_CONCURRENCY) {
            throw new TypeConversionException("'" + value + "' is not a number from 1 to " + MAX_CONCURRENCY);
        }
        return Integer.valueOf(value);
    }
}
