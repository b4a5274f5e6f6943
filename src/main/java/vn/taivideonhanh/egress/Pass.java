package vn.taivideonhanh.egress;

import vn.taivideonhanh.problem.Failure;

/** What one job shows to the guard. Safe on any thread. */
public interface Pass {
  /**
   * The proxy's address with the credential in it: a secret, never logged nor on a command line.
   */
  String url();

  /**
   * What a failure of the job really means: of a refused address a child knows only that it failed.
   */
  Failure explain(Failure said);

  /** Ends it: its sockets are closed, and its credential is of no use any more. May be repeated. */
  void close();
}
