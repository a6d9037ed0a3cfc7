package replaystorage.settings;

import java.util.Map;
import java.util.Set;

/** The sections of an rclone.conf: the keys of each with their values. */
public record ConfSections(Map<String, Map<String, String>> keysBySection) {
    public static final ConfSections NONE = new ConfSections(Map.of());

    public boolean contains(String section) {
        return keysBySection.containsKey(section);
    }

    /** Empty if there is no such section. */
    public Map<String, String> keys(String section) {
        return keysBySection.getOrDefault(section, Map.of());
    }

    public Set<String> names() {
        return keysBySection.keySet();
    }
}
