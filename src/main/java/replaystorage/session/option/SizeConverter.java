package replaystorage.session.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replaystorage.host.Sizes;

public final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        return Sizes.parse(value)
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is not a size; " + Sizes.FORMAT_HINT));
    }
}
