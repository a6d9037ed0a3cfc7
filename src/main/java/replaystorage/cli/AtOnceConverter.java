package replaystorage.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many things are to go on at a time. */
final class AtOnceConverter implements ITypeConverter<Integer> {
    private static final int MOST = 1024;

    @Override
    public Integer convert(String value) {
        if (!value.matches("0*[1-9]\\d{0,3}") || Integer.parseInt(value) > MOST) {
            throw new TypeConversionException("'" + value + "' is no number from 1 to " + MOST);
        }
        return Integer.valueOf(value);
    }
}
