package vn.taivideonhanh.media.webm;

/** The elements that are read or written here, by ids with their length markers (RFC 9559, 5). */
final class ElementId {
  static final int VOID = 0xec;
  static final int CRC_32 = 0xbf;

  static final int EBML = 0x1a45dfa3;
  static final int EBML_VERSION = 0x4286;
  static final int EBML_READ_VERSION = 0x42f7;
  static final int EBML_MAX_ID_LENGTH = 0x42f2;
  static final int EBML_MAX_SIZE_LENGTH = 0x42f3;
  static final int DOC_TYPE = 0x4282;
  static final int DOC_TYPE_VERSION = 0x4287;
  static final int DOC_TYPE_READ_VERSION = 0x4285;

  static final int SEGMENT = 0x18538067;
  static final int SEEK_HEAD = 0x114d9b74;
  static final int SEEK = 0x4dbb;
  static final int SEEK_ID = 0x53ab;
  static final int SEEK_POSITION = 0x53ac;

  static final int INFO = 0x1549a966;
  static final int TIMESTAMP_SCALE = 0x2ad7b1;
  static final int DURATION = 0x4489;
  static final int MUXING_APP = 0x4d80;
  static final int WRITING_APP = 0x5741;

  static final int TRACKS = 0x1654ae6b;
  static final int TRACK_ENTRY = 0xae;
  static final int TRACK_NUMBER = 0xd7;
  static final int TRACK_UID = 0x73c5;
  static final int TRACK_TYPE = 0x83;
  static final int CODEC_ID = 0x86;
  static final int CODEC_PRIVATE = 0x63a2;
  static final int CODEC_DELAY = 0x56aa;
  static final int DEFAULT_DURATION = 0x23e383;
  static final int VIDEO = 0xe0;
  static final int PIXEL_WIDTH = 0xb0;
  static final int PIXEL_HEIGHT = 0xba;
  static final int DISPLAY_WIDTH = 0x54b0;
  static final int DISPLAY_HEIGHT = 0x54ba;
  static final int STEREO_MODE = 0x53b8;
  static final int ALPHA_MODE = 0x53c0;
  static final int CROP_BOTTOM = 0x54aa;
  static final int CROP_TOP = 0x54bb;
  static final int CROP_LEFT = 0x54cc;
  static final int CROP_RIGHT = 0x54dd;
  static final int PROJECTION = 0x7670;
  static final int COLOUR = 0x55b0;
  static final int MATRIX_COEFFICIENTS = 0x55b1;
  static final int RANGE = 0x55b9;
  static final int TRANSFER_CHARACTERISTICS = 0x55ba;
  static final int PRIMARIES = 0x55bb;
  static final int MASTERING = 0x55d0;
  static final int CONTENT_ENCODINGS = 0x6d80;
  static final int TRACK_OPERATION = 0xe2;
  static final int TRACK_OVERLAY = 0x6fab;

  static final int CUES = 0x1c53bb6b;
  static final int CUE_POINT = 0xbb;
  static final int CUE_TIME = 0xb3;
  static final int CUE_TRACK_POSITIONS = 0xb7;
  static final int CUE_TRACK = 0xf7;
  static final int CUE_CLUSTER_POSITION = 0xf1;

  static final int CLUSTER = 0x1f43b675;
  static final int TIMESTAMP = 0xe7;
  static final int POSITION = 0xa7;
  static final int PREV_SIZE = 0xab;
  static final int SILENT_TRACKS = 0x5854;
  static final int SIMPLE_BLOCK = 0xa3;
  static final int BLOCK_GROUP = 0xa0;
  static final int BLOCK = 0xa1;
  static final int REFERENCE_BLOCK = 0xfb;
  static final int DISCARD_PADDING = 0x75a2;
  static final int BLOCK_ADDITIONS = 0x75a1;
  static final int ENCRYPTED_BLOCK = 0xaf;

  private ElementId() {}

  /** Whether only an element of the segment itself can have this id: those have four bytes. */
  static boolean top(int id) {
    return id >>> 28 == 1;
  }
}
