package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Reads whom a client asks for as TLS begins, RFC 8446 4.1.2 and RFC 6066 3. */
final class ClientHello {
  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int SERVER_NAME = 0;
  private static final int HOST_NAME = 0;

  private ClientHello() {}

  /**
   * Whether it asks for that host and for no other. A host that is an IP address need not be asked
   * for, since RFC 6066 has no form for it; a name must be.
   *
   * @param hello without record and handshake heads; read from, never beyond
   */
  static boolean asksFor(ByteBuf hello, WebAddress host) {
    try {
      var names = names(hello);
      return names.isEmpty()
          ? host.literal() != null
          : names.stream().allMatch(name -> host.name().equals(HostName.ascii(name)));
    } catch (IndexOutOfBoundsException _) {
      return false;
    }
  }

  /** All that are given, an empty text for what is no name. */
  private static List<String> names(ByteBuf hello) {
    hello.skipBytes(VERSION_AND_RANDOM);
    hello.skipBytes(hello.readUnsignedByte());
    hello.skipBytes(hello.readUnsignedShort());
    hello.skipBytes(hello.readUnsignedByte());
    var names = new ArrayList<String>();
    var extensions = hello.isReadable() ? hello.readSlice(hello.readUnsignedShort()) : hello;
    while (extensions.isReadable()) {
      var type = extensions.readUnsignedShort();
      var content = extensions.readSlice(extensions.readUnsignedShort());
      if (type == SERVER_NAME) {
        read(content, names);
      }
    }
    if (hello.isReadable()) {
      names.add("");
    }
    return names;
  }

  private static void read(ByteBuf extension, List<String> names) {
    var list = extension.readSlice(extension.readUnsignedShort());
    if (!list.isReadable() || extension.isReadable()) {
      names.add("");
    }
    while (list.isReadable()) {
      var type = list.readUnsignedByte();
      var name = list.readCharSequence(list.readUnsignedShort(), ISO_8859_1).toString();
      names.add(type == HOST_NAME ? name : "");
    }
  }
}
