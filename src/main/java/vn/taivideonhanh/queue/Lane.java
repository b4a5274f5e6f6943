package vn.taivideonhanh.queue;

/**
 * What a {@link Limit} is for.
 *
 * @param key {@code p} each person, {@code g} each group, {@code p:ann} one, {@code g:site} one
 */
public record Lane(String key) {
  /** Each person that has no limit of its own. */
  public static final Lane PEOPLE = new Lane("p");

  /** Each group that has no limit of its own. */
  public static final Lane GROUPS = new Lane("g");

  public static Lane person(String person) {
    return new Lane("p:" + person);
  }

  public static Lane group(String group) {
    return new Lane("g:" + group);
  }
}
