package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.config.Tiers;

/** What a changed configuration file changes while the server runs. */
class ConfigWatcherTest {
  @TempDir private Path folder;

  @Test
  void limits_are_taken_and_the_port_is_not() throws IOException {
    var file = Files.writeString(folder.resolve("c.json"), "{}");
    var watcher = new ConfigWatcher(ConfigLoader.load(file, Map.of()), file);
    Files.writeString(file, "{\"http\":{\"port\":1},\"tiers\":{\"free\":{\"streamsAtOnce\":9}}}");
    watcher.reload();
    assertThat(new Tiers(watcher.current()::tiers).named("free").streamsAtOnce()).isEqualTo(9);
    assertThat(watcher.current().http().port()).isEqualTo(8080);
  }

  @Test
  void a_mistake_changes_nothing() throws IOException {
    var file = Files.writeString(folder.resolve("c.json"), "{}");
    var watcher = new ConfigWatcher(ConfigLoader.load(file, Map.of()), file);
    Files.writeString(file, "{\"tiers\":{\"free\":{\"streamsAtOnce\":\"many\"}}}");
    watcher.reload();
    assertThat(new Tiers(watcher.current()::tiers).named("free").streamsAtOnce()).isEqualTo(3);
  }
}
