package vn.taivideonhanh.demo;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.demo.Transfer.Ending;

/** Works out what a fault makes of an answer. */
final class Faults {
  private final Ledger ledger;

  Faults(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What is sent of {@code range} of a content of {@code length} bytes at {@code address}.
   *
   * @return null when nothing is: the answer is a 403
   */
  @Nullable Transfer apply(Fault fault, String address, long length, ByteRange range) {
    var plain = Transfer.of(range);
    var middle = fault.amountOr(length / 2);
    return switch (fault.kind()) {
      case STALL -> plain.stopAt(middle, Ending.SILENCE);
      case CUT -> plain.stopAt(middle, Ending.CUT);
      case CUT_ONCE -> ledger.first(address) ? plain.stopAt(middle, Ending.CUT) : plain;
      case FORBID -> range.start() >= middle ? null : plain.stopAt(middle, Ending.CUT);
      case TICKET -> ticket(plain, address, length / 2 + 1);
      case LONGER -> longer(plain, range, length, fault.amountOr(1000));
      case SHORTER -> shorter(plain, length - fault.amountOr(1000));
      case SLOW -> plain.slowly(fault.amountOr(65_536));
      case ENDLESS -> plain.endless();
      case CHUNKED -> plain.promising(-1);
      case NONE, WHOLE, CHANGING, STATUS, REDIRECT, LOOP, DENIED -> plain;
    };
  }

  private @Nullable Transfer ticket(Transfer plain, String address, long worth) {
    var left = worth - ledger.served(address);
    if (left <= 0) {
      return null;
    }
    var transfer = plain.stopAt(plain.start() + left, Ending.CUT);
    ledger.serve(address, transfer.stop() - transfer.start());
    return transfer;
  }

  /** A range that ends before the file does has the right length; only the file's is wrong. */
  private static Transfer longer(Transfer plain, ByteRange range, long length, long more) {
    return range.end() < length
        ? plain
        : plain.promising(plain.promised() + more).ending(Ending.CUT);
  }

  private static Transfer shorter(Transfer plain, long length) {
    var stop = Math.clamp(length, plain.start(), plain.stop());
    return plain.stopAt(stop, Ending.CLEAN).promising(stop - plain.start());
  }
}
