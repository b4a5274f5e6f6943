package vn.taivideonhanh.problem;

import java.util.Locale;

/** Every kind of problem that a client can meet. Names are part of the API and never change. */
public enum ProblemCode {
  INVALID_REQUEST(400, "The request is not valid"),
  UNKNOWN_FIELD(400, "The request has a field that is not known"),
  INVALID_URL(400, "This is not a web address"),
  DESTINATION_NOT_ALLOWED(400, "This address may not be visited"),
  LOGIN_REQUIRED(401, "Log in first"),
  LOGIN_FAILED(401, "The login does not hold"),
  SECOND_FACTOR_NEEDED(401, "A one-time code is needed, too"),
  CREDENTIAL_ENDED(401, "This login or key does not hold any more"),
  TOKEN_ELSEWHERE(403, "This link belongs to another device or network"),
  VIDEO_TOO_LONG(403, "The video is longer than your tier allows"),
  PRESET_NOT_ALLOWED(403, "Your tier does not have this form"),
  LINK_FROM_ELSEWHERE(403, "Pages of other sites may not ask for downloads"),
  ACCOUNT_BLOCKED(403, "This account is blocked"),
  NO_ACCOUNTS(403, "This server is private and has no accounts"),
  REGISTRATION_CLOSED(403, "Nobody can register here"),
  INVITE_NOT_VALID(403, "This invitation does not hold"),
  CROSS_SITE(403, "The request came from another site"),
  ADMIN_ONLY(403, "This is for admins"),
  SCOPE_MISSING(403, "This API key is not for that"),
  OPERATOR_ONLY(403, "This is for the operator of the server"),
  NOT_FOUND(404, "There is nothing here"),
  ANALYSIS_NOT_FOUND(404, "This analysis is not known any more"),
  TOKEN_NOT_FOUND(404, "This link is not valid"),
  METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
  NOT_ACCEPTABLE(406, "This form of answer is not offered"),
  NAME_TAKEN(409, "Somebody has this name"),
  SESSION_MOVED(409, "Another window has just renewed the login"),
  SECOND_FACTOR_SET(409, "There is a second factor already"),
  OWN_ACCOUNT(409, "An admin cannot do this to their own account"),
  LAST_ADMIN(409, "One admin must be left"),
  LOGIN_TAKEN(409, "This login belongs to another account"),
  LAST_LOGIN(409, "There is no other way into this account"),
  TOO_MANY_KEYS(409, "There are too many API keys"),
  TOO_MANY_ACCOUNTS(409, "There are as many accounts as there may be"),
  TOO_MANY_INVITES(409, "There are too many invitations"),
  ANALYSIS_NOT_READY(409, "The analysis has not ended yet"),
  TOKEN_EXPIRED(410, "This link has ended"),
  TOKEN_REVOKED(410, "This link was taken back"),
  LINK_NOT_VALID(410, "This link for a new password does not hold"),
  PRECONDITION_FAILED(412, "The file has changed"),
  BODY_TOO_LARGE(413, "The request is too large"),
  URI_TOO_LONG(414, "The address of the request is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Bodies of this kind are not taken here"),
  RANGE_NOT_SATISFIABLE(416, "The file does not have this part"),
  EXPECTATION_FAILED(417, "This expectation is not understood"),
  HEADERS_TOO_LARGE(431, "The header fields of the request are too large"),
  WEAK_PASSWORD(422, "This password is too weak"),
  FORMAT_NOT_FOUND(422, "This format is not offered"),
  ANALYSIS_CANCELLED(409, "The analysis was cancelled"),
  VIDEO_PRIVATE(422, "The video is private"),
  VIDEO_REMOVED(422, "The video is not there any more"),
  VIDEO_GEO_BLOCKED(422, "The site does not show this video in the server's country"),
  VIDEO_LOGIN_NEEDED(422, "The site shows this video only to those who log in"),
  VIDEO_NOT_STARTED(422, "The live broadcast has not started yet"),
  VIDEO_LIVE(422, "A broadcast that is still going on cannot be downloaded"),
  VIDEO_DRM(422, "The video is protected against copying"),
  SITE_UNSUPPORTED(422, "No video was found at this address"),
  SITE_RATE_LIMITED(503, "The site asks for a pause"),
  SITE_UNREACHABLE(502, "The site cannot be reached"),
  SITE_TIMEOUT(504, "The site took too long to answer"),
  SITE_FAILED(502, "The site gave an answer that is not understood"),
  SOURCE_UNAVAILABLE(502, "The site does not give the file any more"),
  SOURCE_CHANGED(502, "The file at the site has changed"),
  TOO_MANY_TOKENS(429, "Too many links are open"),
  TOO_MANY_TOKENS_THIS_HOUR(429, "Too many links were asked for in this hour"),
  TOO_MANY_STREAMS(429, "Too many downloads are running"),
  DAILY_LIMIT(429, "The downloads of this day are used up"),
  DAILY_BYTES(429, "The bytes of this day are used up"),
  TOO_MANY_TRIES(429, "Too many passwords were tried"),
  TOO_MANY_ANALYSES(429, "Too many analyses are waiting"),
  PROVIDER_UNAVAILABLE(503, "The login provider cannot be reached"),
  UNAVAILABLE(503, "The service cannot do this just now"),
  INTERNAL(500, "Something failed that should not have");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status, RFC 9110 section 15. */
  public int status() {
    return status;
  }

  /** The same short sentence for every occurrence, RFC 9457 section 3.1.3. */
  public String title() {
    return title;
  }

  /** The name in the API: {@code video-removed}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The code with that {@link #slug}; {@link #INTERNAL} for a name that this version does not know.
   */
  public static ProblemCode ofSlug(String slug) {
    for (var code : values()) {
      if (code.slug().equals(slug)) {
        return code;
      }
    }
    return INTERNAL;
  }
}
