package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** A ClientHello as a child sends it, written octet by octet. */
final class Hello {
  private Hello() {}

  /** One record that asks for those names, each in an extension of its own. */
  static byte[] record(String... names) {
    return records(body(names), Integer.MAX_VALUE);
  }

  /** The same, cut into records of so many octets. */
  static byte[] records(byte[] body, int octets) {
    var handshake = Unpooled.buffer().writeByte(1).writeMedium(body.length).writeBytes(body);
    var records = Unpooled.buffer();
    while (handshake.isReadable()) {
      var length = Math.min(octets, handshake.readableBytes());
      records.writeByte(0x16).writeShort(0x0301).writeShort(length);
      records.writeBytes(handshake, length);
    }
    return ByteBufUtil.getBytes(records);
  }

  /** What stands in the handshake message. */
  static byte[] body(String... names) {
    var extensions = Unpooled.buffer();
    extensions.writeShort(43).writeShort(3).writeByte(2).writeShort(0x0304);
    for (var name : names) {
      var octets = name.getBytes(ISO_8859_1);
      extensions.writeShort(0).writeShort(octets.length + 5).writeShort(octets.length + 3);
      extensions.writeByte(0).writeShort(octets.length).writeBytes(octets);
    }
    return ByteBufUtil.getBytes(
        start().writeShort(extensions.readableBytes()).writeBytes(extensions));
  }

  /** Up to the extensions. */
  static ByteBuf start() {
    return Unpooled.buffer()
        .writeShort(0x0303)
        .writeZero(32)
        .writeByte(2)
        .writeShort(7)
        .writeShort(2)
        .writeShort(0x1301)
        .writeByte(1)
        .writeByte(0);
  }
}
