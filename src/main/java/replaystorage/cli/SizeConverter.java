package replaystorage.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replaystorage.settings.Sizes;

/** Reads a size as an option's value. */
final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        return Sizes.parse(value)
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is no size; " + Sizes.FORM));
    }
}
