// What analyses of the fake give.

const exact = (bytes) => ({ bytes, kind: 'exact' });
const about = (bytes) => ({ bytes, kind: 'estimated' });
const unknown = { kind: 'unknown' };

const video = (id, ext, codec, width, height, fps, size, more = {}) => ({
  ...{ id, ext, videoCodec: codec, width, height, fps, size },
  bitrate: Math.round((size.bytes ?? 0) / 27),
  ...more,
});
const audio = (id, ext, codec, bitrate, size) => ({ id, ext, audioCodec: codec, bitrate, size });

const FORMATS = [
  video('401', 'webm', 'av01.0.12M.08', 3840, 2160, 60, exact(612_400_118)),
  video('137', 'mp4', 'avc1.640028', 1920, 1080, 30, exact(128_733_902)),
  video('248', 'webm', 'vp9', 1920, 1080, 30, exact(96_120_008)),
  video('136', 'mp4', 'avc1.64001f', 1280, 720, 30, exact(64_811_000)),
  video('22', 'mp4', 'avc1.64001f', 1280, 720, 30, exact(71_204_551), { audioCodec: 'mp4a.40.2' }),
  video('18', 'mp4', 'avc1.42001e', 640, 360, 30, exact(34_200_000), { audioCodec: 'mp4a.40.2' }),
  video('hls-480', 'mp4', 'avc1.4d401f', 854, 480, 30, about(41_000_000), {
    audioCodec: 'mp4a.40.2',
    note: 'HLS',
  }),
  audio('140', 'm4a', 'mp4a.40.2', 129_000, exact(4_310_220)),
  audio('251', 'webm', 'opus', 136_000, exact(4_480_911)),
  { id: 'src', ext: 'mp4', size: unknown },
];

const preset = (id, kind, compatible, height, ext, lane, size, formats) => ({
  ...{ id, kind, compatible, ext, lane, size, formats },
  ...(height ? { height } : {}),
  resumable: lane === 'direct',
});

const PRESETS = [
  preset('2160p', 'video', false, 2160, 'webm', 'mux', about(616_881_029), ['401', '251']),
  preset('1080p', 'video', true, 1080, 'mp4', 'mux', about(133_044_122), ['137', '140']),
  preset('720p', 'video', true, 720, 'mp4', 'direct', exact(71_204_551), ['22']),
  preset('480p', 'video', true, 480, 'mp4', 'pipe', unknown, ['hls-480']),
  preset('360p', 'video', true, 360, 'mp4', 'direct', exact(34_200_000), ['18']),
  preset('audio', 'audio', true, null, 'm4a', 'direct', exact(4_310_220), ['140']),
  preset('audio-opus', 'audio', false, null, 'webm', 'direct', exact(4_480_911), ['251']),
];

const media = (more) => ({
  ...{ site: 'Example', id: 'v1', pageUrl: 'https://example.com/v1', live: false },
  ...{ formats: FORMATS, subtitles: [], chapters: [], entries: [] },
  ...more,
});

export const VIDEO = {
  media: media({
    title: 'Mùa xuân ở Hà Giang – hoa đào, ruộng bậc thang và những con đường mây',
    uploader: 'Kênh Du Lịch Chậm',
    durationSeconds: 754,
    thumbnail: 'https://pictures.invalid/spring.jpg',
  }),
  presets: PRESETS,
};

export const SUBTITLED = {
  media: media({
    title: 'Mùa xuân',
    durationSeconds: 754.5,
    subtitles: [
      { language: 'vi', ext: 'vtt', url: 'https://example.com/vi.vtt', automatic: true },
      { language: 'vi', ext: 'vtt', url: 'https://example.com/vi2.vtt', automatic: false },
      { language: 'en', ext: 'srt', url: 'https://example.com/en.srt', automatic: true },
    ],
  }),
  presets: [
    { ...PRESETS[1], size: { bytes: 133_044_122, kind: 'estimated', reason: 'unindexed' } },
    PRESETS[2],
  ],
};

/** With a storyboard: twelve pictures on two sheets. */
export const BOARDED = {
  media: {
    ...VIDEO.media,
    storyboard: { columns: 3, rows: 2, width: 160, height: 90, seconds: 754 / 12, sheets: 2 },
  },
  presets: PRESETS,
};

export const HOSTILE = {
  media: media({
    title: '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
    uploader: '<b>nobody</b>',
    site: '"><svg onload=alert(1)>',
    thumbnail: 'javascript:alert(1)',
  }),
  presets: PRESETS,
};

export const PLAYLIST = {
  media: media({
    title: 'Bốn mùa Việt Nam',
    uploader: 'Kênh Du Lịch Chậm',
    formats: [],
    entries: [
      { url: 'https://example.com/v1', title: 'Mùa xuân ở Hà Giang', durationSeconds: 754 },
      { url: 'https://example.com/v2', title: '<i>Mùa hè</i> ở Phú Yên', durationSeconds: 3725 },
      { url: 'https://example.com/v3', title: 'Mùa thu ở Hà Nội' },
    ],
  }),
  presets: [],
};

const ODD = '<b onmouseover="document.title=\'owned\'">\u202Egpj.exe\u2066</b> ';
/** What a site may say to make a page slow, wide, or something else. */
export const HUGE = {
  media: media({
    title: ODD.repeat(300).slice(0, 10_000),
    uploader: `${ODD}${'W'.repeat(5_000)}`,
    site: 'x'.repeat(3_000),
    pageUrl: `https://example.com/${'a'.repeat(4_000)}`,
    formats: Array.from({ length: 5_000 }, (_, n) => ({
      ...FORMATS[n % FORMATS.length],
      ...{ id: `f${n}`, note: n % 7 ? undefined : ODD.repeat(20), bitrate: (n * 7_919) % 1_000_000 },
    })),
  }),
  presets: PRESETS,
};

export const LONG_LIST = {
  media: media({
    title: ODD.repeat(300).slice(0, 10_000),
    formats: [],
    entries: Array.from({ length: 2_000 }, (_, n) => ({
      url: `https://example.com/v${n}`,
      title: n % 5 ? `${n} ${ODD}` : 'W'.repeat(10_000),
      durationSeconds: n * 31,
    })),
  }),
  presets: [],
};
