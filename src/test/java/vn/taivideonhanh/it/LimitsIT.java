package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A public server and a guest who wants too much. */
class LimitsIT {
  @Test
  void of_two_hundred_tokens_asked_for_at_once_a_guest_gets_five() throws Exception {
    try (var stage = new Stage(Map.of("TVN_ACCESS_MODE", "open"))) {
      var analysis = stage.api().analyse(stage.site().address("/watch/described"));
      var preset = Api.preset(analysis, "video", "direct");
      var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (var i = 0; i < 200; i++) {
        asked.add(stage.api().tokens(analysis, preset));
      }
      var answers = asked.stream().map(CompletableFuture::join).toList();

      assertThat(of(answers, 201)).hasSize(5);
      assertThat(of(answers, 429))
          .hasSize(195)
          .allSatisfy(answer -> {
            assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow()).isPositive();
            assertThat(new JsonObject(answer.body()).getString("code"))
                .isEqualTo("too-many-tokens");
          });
    }
  }

  private static List<HttpResponse<String>> of(List<HttpResponse<String>> answers, int status) {
    return answers.stream().filter(answer -> answer.statusCode() == status).toList();
  }
}
