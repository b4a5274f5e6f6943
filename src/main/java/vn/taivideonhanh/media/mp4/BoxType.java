package vn.taivideonhanh.media.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** The four-character codes that are read or written here (ISO/IEC 14496-12, 4.2). */
final class BoxType {
  static final int FTYP = 0x66747970;
  static final int STYP = 0x73747970;
  static final int FREE = 0x66726565;
  static final int SKIP = 0x736b6970;
  static final int UUID = 0x75756964;
  static final int MOOV = 0x6d6f6f76;
  static final int MVHD = 0x6d766864;
  static final int TRAK = 0x7472616b;
  static final int TKHD = 0x746b6864;
  static final int EDTS = 0x65647473;
  static final int ELST = 0x656c7374;
  static final int MDIA = 0x6d646961;
  static final int MDHD = 0x6d646864;
  static final int HDLR = 0x68646c72;
  static final int MINF = 0x6d696e66;
  static final int DINF = 0x64696e66;
  static final int DREF = 0x64726566;
  static final int STBL = 0x7374626c;
  static final int STSD = 0x73747364;
  static final int STTS = 0x73747473;
  static final int CTTS = 0x63747473;
  static final int STSS = 0x73747373;
  static final int STSC = 0x73747363;
  static final int STCO = 0x7374636f;
  static final int CO64 = 0x636f3634;
  static final int STSZ = 0x7374737a;
  static final int STZ2 = 0x73747a32;
  static final int MVEX = 0x6d766578;
  static final int MEHD = 0x6d656864;
  static final int TREX = 0x74726578;
  static final int MOOF = 0x6d6f6f66;
  static final int MFHD = 0x6d666864;
  static final int TRAF = 0x74726166;
  static final int TFHD = 0x74666864;
  static final int TRUN = 0x7472756e;
  static final int TFDT = 0x74666474;
  static final int MDAT = 0x6d646174;
  static final int SIDX = 0x73696478;
  static final int SSIX = 0x73736978;
  static final int PRFT = 0x70726674;
  static final int EMSG = 0x656d7367;
  static final int MFRA = 0x6d667261;
  static final int PSSH = 0x70737368;
  static final int SINF = 0x73696e66;
  static final int ENCA = 0x656e6361;
  static final int ENCV = 0x656e6376;
  static final int ENCT = 0x656e6374;
  static final int VIDE = 0x76696465;
  static final int SOUN = 0x736f756e;
  static final int AV01 = 0x61763031;
  static final int ISOM = 0x69736f6d;
  static final int ISO5 = 0x69736f35;
  static final int ISO6 = 0x69736f36;
  static final int MP41 = 0x6d703431;
  static final int VP09 = 0x76703039;
  static final int VPCC = 0x76706343;
  static final int AV1C = 0x61763143;
  static final int OPUS = 0x4f707573;
  static final int DOPS = 0x644f7073;
  static final int COLR = 0x636f6c72;
  static final int NCLX = 0x6e636c78;
  static final int PASP = 0x70617370;
  static final int SMHD = 0x736d6864;
  static final int VMHD = 0x766d6864;
  static final int URL = 0x75726c20;
  static final int WIDE = 0x77696465;

  private BoxType() {}

  /** As text, with what is not printable as a dot: fit for a log. */
  static String name(int type) {
    var text = new String(ByteBuffer.allocate(4).putInt(type).array(), ISO_8859_1);
    return text.replaceAll("[^\\x20-\\x7e]", ".");
  }
}
