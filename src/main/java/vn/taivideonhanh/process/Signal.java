package vn.taivideonhanh.process;

/** The two signals that end a process, by their POSIX numbers. */
public enum Signal {
  TERM(15),
  KILL(9);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
