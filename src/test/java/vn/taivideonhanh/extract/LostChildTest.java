package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Programs;

/** What the warm extractor believes of a child that a site has taken over. */
class LostChildTest {
  private static final String ASK =
      """
      import sys
      sys.path.insert(0, sys.argv[1])
      import extractor
      for said in sys.argv[2:]: print(extractor.reason(said.encode()))
      """;

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Children children = new Children(vertx);

  @AfterEach
  void close() throws Exception {
    children.close().await(10, TimeUnit.SECONDS);
    vertx.close().await();
  }

  @Test
  void it_cannot_speak_for_another_job_nor_name_a_process() throws Exception {
    var forged =
        """
        {"id":"another","event":"started","pid":1,"kind":7,"code":"failed","message":"%s"}
        """
            .formatted("m".repeat(9000));
    assertThat(taken(forged))
        .containsExactly("{'code': 'failed', 'message': '%s'}".formatted("m".repeat(2000)));
  }

  @Test
  void what_is_no_reason_is_none() throws Exception {
    assertThat(taken("[]", "7", "{", "", "[".repeat(50_000))).hasSize(5).containsOnly("{}");
  }

  private List<String> taken(String... said) throws Exception {
    var python = Programs.find("python3");
    assumeTrue(python != null, "there is no Python");
    var command = new ArrayList<>(List.of(python.toString(), "-I", "-B", "-c", ASK));
    command.add(PythonScripts.unpack(folder).toString());
    command.addAll(List.of(said));
    var output = children.run(ChildSpec.of(folder, command), 1 << 20).await(30, TimeUnit.SECONDS);
    assertThat(output.clean()).as(output.exit().errors()).isTrue();
    return output.text().lines().toList();
  }
}
