package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.problem.ProblemCode;

/** Sentences that yt-dlp really says. */
class SiteErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          VIDEO_PRIVATE      | ERROR: [youtube] aaaaaaaaaaa: Private video. Sign in if you've been granted access to this video
          VIDEO_PRIVATE      | ERROR: [vimeo] 123: This video is private
          VIDEO_PRIVATE      | ERROR: [twitch:vod] 1: This VOD is private
          VIDEO_REMOVED      | ERROR: [youtube] aaaaaaaaaaa: Video unavailable
          VIDEO_REMOVED      | ERROR: [youtube] aaaaaaaaaaa: Video unavailable. This video is no longer available because the YouTube account associated with this video has been terminated.
          VIDEO_REMOVED      | ERROR: [youtube] aaaaaaaaaaa: Video unavailable. This video has been removed by the uploader
          VIDEO_REMOVED      | ERROR: [generic] Unable to download webpage: HTTP Error 404: Not Found (caused by <HTTPError 404: Not Found>)
          VIDEO_REMOVED      | ERROR: [dailymotion] x: HTTP Error 410: Gone (caused by <HTTPError 410: Gone>)
          VIDEO_REMOVED      | ERROR: [VK] 1_2: Video was deleted
          VIDEO_GEO_BLOCKED  | ERROR: [youtube] aaaaaaaaaaa: The uploader has not made this video available in your country
          VIDEO_GEO_BLOCKED  | ERROR: [BBCiPlayer] x: This video is not available from your location due to geo restriction. You might want to use a VPN or a proxy server (with --proxy) to workaround.
          VIDEO_GEO_BLOCKED  | ERROR: [youtube] aaaaaaaaaaa: Video unavailable. This video contains content from SME, who has blocked it in your country on copyright grounds
          VIDEO_LOGIN_NEEDED | ERROR: [Instagram] x: You need to log in to access this content. Use --cookies-from-browser or --cookies for the authentication.
          VIDEO_LOGIN_NEEDED | ERROR: [youtube] aaaaaaaaaaa: Sign in to confirm your age. This video may be inappropriate for some users.
          VIDEO_LOGIN_NEEDED | ERROR: [youtube] aaaaaaaaaaa: Join this channel to get access to members-only content like this video, and other exclusive perks.
          VIDEO_LOGIN_NEEDED | ERROR: [facebook] 1: This video is only available for registered users. Use --cookies
          VIDEO_LOGIN_NEEDED | ERROR: [x] 1: This video requires a subscription
          VIDEO_NOT_STARTED  | ERROR: [youtube] aaaaaaaaaaa: This live event will begin in 3 hours.
          VIDEO_NOT_STARTED  | ERROR: [youtube] aaaaaaaaaaa: Premieres in 20 minutes
          VIDEO_NOT_STARTED  | ERROR: [bilibili] 1: This livestream has not yet started
          VIDEO_NOT_STARTED  | ERROR: [twitch:stream] x: The channel is not currently live
          VIDEO_DRM          | ERROR: [x] 1: This video is DRM protected
          SITE_RATE_LIMITED  | ERROR: [youtube] aaaaaaaaaaa: Sign in to confirm you’re not a bot. Use --cookies-from-browser or --cookies for the authentication.
          SITE_RATE_LIMITED  | ERROR: [generic] Unable to download webpage: HTTP Error 429: Too Many Requests (caused by <HTTPError 429: Too Many Requests>)
          SITE_UNSUPPORTED   | ERROR: Unsupported URL: https://example.org/login/private
          SITE_UNSUPPORTED   | ERROR: [generic] x: No video formats found!; please report this issue on  https://github.com/yt-dlp/yt-dlp/issues?q= , filling out the appropriate issue template. Confirm you are on the latest version using  yt-dlp -U
          SITE_UNREACHABLE   | ERROR: [generic] Unable to download webpage: HTTPConnection(host='no.example', port=80): Failed to resolve 'no.example' ([Errno -2] Name or service not known) (caused by TransportError("..."))
          SITE_UNREACHABLE   | ERROR: [generic] Unable to download webpage: [Errno 111] Connection refused (caused by NewConnectionError(...))
          SITE_UNREACHABLE   | ERROR: [generic] Unable to download webpage: HTTP Error 503: Service Temporarily Unavailable
          SITE_UNREACHABLE   | ERROR: [generic] Unable to download webpage: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:992)
          SITE_TIMEOUT       | ERROR: [generic] Unable to download webpage: HTTPConnectionPool(host='x', port=80): Read timed out. (read timeout=10.0) (caused by TransportError(...))
          SITE_FAILED        | ERROR: [generic] Unable to download webpage: HTTP Error 403: Forbidden (caused by <HTTPError 403: Forbidden>)
          SITE_FAILED        | ERROR: [x] 1: Unable to extract title; please report this issue on  https://github.com/yt-dlp/yt-dlp/issues?q= , filling out the appropriate issue template.
          """)
  void a_message_has_its_code(ProblemCode code, String message) {
    assertThat(SiteErrors.of(null, message).code()).isEqualTo(code);
    assertThat(SiteErrors.of("ExtractorError", message).code()).isEqualTo(code);
  }

  @Test
  void the_exception_decides_where_it_says_enough() {
    assertThat(SiteErrors.of("GeoRestrictedError", "x").code())
        .isEqualTo(ProblemCode.VIDEO_GEO_BLOCKED);
    assertThat(SiteErrors.of("UnsupportedError", "private").code())
        .isEqualTo(ProblemCode.SITE_UNSUPPORTED);
    assertThat(SiteErrors.of("UserNotLive", null).code()).isEqualTo(ProblemCode.VIDEO_NOT_STARTED);
  }

  @Test
  void what_the_site_said_does_not_come_out() {
    var failure = SiteErrors.of("ExtractorError", "ERROR: secret-host.internal said <b>x</b>");
    assertThat(failure.getMessage()).doesNotContain("secret", "<b>");
  }
}
