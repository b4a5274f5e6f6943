package vn.taivideonhanh.identity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person may do with the server. */
public enum Role {
  /** Use it. */
  @JsonProperty("user")
  USER,
  /** Run it. */
  @JsonProperty("admin")
  ADMIN
}
