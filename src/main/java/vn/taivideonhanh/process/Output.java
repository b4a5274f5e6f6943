package vn.taivideonhanh.process;

/**
 * All that a child that ran to its end has said.
 *
 * @param text its standard output, as UTF-8
 * @param cut whether it wanted to say more than was allowed, and was killed for it
 */
public record Output(Exit exit, String text, boolean cut) {
  /** Whether the child ended well and everything it said is here. */
  public boolean clean() {
    return exit.clean() && !cut;
  }
}
