package vn.taivideonhanh.bench;

/** What is measured together, on sides that are started for it. */
interface Part extends AutoCloseable {
  /** Starts the sides, and has them run for a while: Java compiles what runs often. */
  void start() throws Exception;

  /**
   * Measures every side once.
   *
   * @param number from 1; tells which side begins
   */
  void round(int number) throws Exception;

  /** What came of it, in Markdown. */
  String told();

  /** Ends what was started, be it all or not. */
  @Override
  void close();
}
