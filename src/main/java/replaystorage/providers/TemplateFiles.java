package replaystorage.providers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the bundled files of rclone-templates/; a new file there adds a provider. */
final class TemplateFiles {
    private static final String FOLDER = "replaystorage/templates/";
    private static final String FILE_EXTENSION = ".yaml";

    private TemplateFiles() {}

    static Map<String, String> readBundled() {
        try {
            return readFrom(Path.of(TemplateFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads from a jar or a folder of classes. Opening the jar directly is three times as fast as reading resources. */
    static Map<String, String> readFrom(Path source) {
        Map<String, String> texts = new TreeMap<>();
        try {
            if (Files.isDirectory(source)) {
                try (DirectoryStream<Path> files =
                        Files.newDirectoryStream(source.resolve(FOLDER), "*" + FILE_EXTENSION)) {
                    for (Path file : files) {
                        texts.put(templateName(file.getFileName().toString()), Files.readString(file));
                    }
                }
                return texts;
            }
            try (ZipFile jar = new ZipFile(source.toFile())) {
                Enumeration<? extends ZipEntry> entries = jar.entries();
                while (entries.hasMoreElements()) {
                    ZipEntry entry = entries.nextElement();
                    if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(FILE_EXTENSION)) {
                        texts.put(
                                templateName(entry.getName().substring(FOLDER.length())),
                                readText(jar.getInputStream(entry)));
                    }
                }
                return texts;
            }
        } catch (IOException e) {
            throw new IllegalStateException("the templates can't be read in " + source, e);
        }
    }

    static String readCommonErrors() {
        try {
            return readText(TemplateFiles.class.getResourceAsStream("mistakes.yaml"));
        } catch (IOException e) {
            throw new IllegalStateException("mistakes.yaml", e);
        }
    }

    private static String templateName(String file) {
        return file.substring(0, file.length() - FILE_EXTENSION.length());
    }

    private static String readText(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
