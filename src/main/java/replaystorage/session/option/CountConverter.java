package replaystorage.session.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

public final class CountConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new TypeConversionException("'" + value + "' is not a count; write a number such as 0, 30 or 1000");
        }
        return Long.valueOf(value);
    }
}
