"""Brings yt-dlp into memory, so that a forked child finds everything done that does not depend on the address."""
import gc
import os
import signal
import socket
import sys

WARM_URL = 'http://127.0.0.1/warm.html'


class Silence:
    """yt-dlp's logger: what it has to say comes as an exception."""

    def debug(self, message):
        pass

    info = warning = error = debug


def up(config):
    """Returns a YoutubeDL that has done everything once."""
    os.environ['YTDLP_NO_PLUGINS'] = '1'
    sys.path.insert(1, config['library'])
    # For pictures inside of files, which no analysis makes; yt-dlp does without.
    sys.modules['mutagen'] = None
    import sites
    import yt_dlp
    import yt_dlp.globals
    yt_dlp.globals.plugin_dirs.value = []
    forget_examples()
    keep_patterns()
    ydl = sites.downloader(yt_dlp, parameters(yt_dlp, config['flags']), sys.pycache_prefix)
    import ranges
    import tiles
    from yt_dlp.extractor.common import InfoExtractor
    ranges.allow(InfoExtractor)
    tiles.allow(InfoExtractor)
    for extractor in ydl._ies.values():
        extractor.suitable(WARM_URL)
    rehearse(ydl)
    import job
    import reduce  # noqa: F401
    job.prepare()
    gc.collect()
    gc.freeze()
    return ydl


def forget_examples():
    """Each site's class brings examples for yt-dlp's own tests, 6 MB in all: none is kept once its class is made."""
    from yt_dlp.extractor.common import InfoExtractor
    made = getattr(InfoExtractor.__init_subclass__, '__func__', None)
    if made is None:
        return

    def make(cls, **given):
        made(cls, **given)
        for name in ('_TESTS', '_TEST', '_WEBPAGE_TESTS'):
            if name in vars(cls):
                setattr(cls, name, [])

    InfoExtractor.__init_subclass__ = classmethod(make)


def version():
    from yt_dlp.version import __version__
    return __version__


def stamp():
    """Another one when yt-dlp has been replaced where it lies; what is in memory does not go with it then."""
    import sites
    import yt_dlp
    place = sites.place(yt_dlp)
    try:
        found = os.stat(os.path.join(place, 'version.py') if os.path.isdir(place) else place)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def prepare(folder):
    """For an image: finds out beforehand what is to know of the sites of its yt-dlp, beside which that is kept."""
    import sites
    import yt_dlp
    os.environ['YTDLP_NO_PLUGINS'] = '1'
    given = parameters(yt_dlp, ['--ignore-config'])
    sites.find_out(yt_dlp, given, os.path.join(folder, 'sites-%s.json' % sites.digest(yt_dlp, given)))


def parameters(yt_dlp, flags):
    """The very flags of the command line, as yt-dlp itself reads them; the result is not for printing here."""
    parsed = yt_dlp.parse_options([*flags, '--', WARM_URL])
    return {**parsed.ydl_opts, 'logger': Silence(), 'dump_single_json': False, 'postprocessors': []}


def keep_patterns():
    import re
    re._MAXCACHE = 1 << 16
    if hasattr(re, '_MAXCACHE2'):
        re._MAXCACHE2 = 1 << 12
    import _strptime
    _strptime._CACHE_MAX_SIZE = 512


def rehearse(ydl):
    """Analyses some pages of a throw-away server: network stack, TLS, manifest parsers, all patterns."""
    import encodings.idna  # noqa: F401
    import ssl
    from yt_dlp.postprocessor.ffmpeg import FFmpegMergerPP
    ssl.create_default_context()
    merger = FFmpegMergerPP(ydl)
    merger.available and merger.can_merge()       # asks ffmpeg once; the class keeps the answer
    listener = socket.create_server(('127.0.0.1', 0))
    base = 'http://127.0.0.1:%d' % listener.getsockname()[1]
    server = os.fork()
    if server == 0:
        try:
            serve(listener, base)
        finally:
            os._exit(0)
    listener.close()
    try:
        for page in pages(base):
            try:
                ydl.sanitize_info(ydl.extract_info(base + page, download=False))
            except Exception:
                pass            # /nothing.html has no video, on purpose
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
    ydl.cookiejar.clear()


def serve(listener, base):
    signal.alarm(60)
    answers = pages(base)
    while True:
        connection, _ = listener.accept()
        request = b''
        while b'\r\n\r\n' not in request:
            chunk = connection.recv(65536)
            if not chunk:
                break
            request += chunk
        path = request.split(b' ')[1].decode().partition('?')[0] if request.count(b' ') > 1 else ''
        kind, body = answers.get(path, ('text/plain', ''))
        connection.sendall((
            f'HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nLast-Modified: Thu, 02 Jan 2025 03:04:05 GMT\r\n'
            f'Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}').encode())
        connection.close()


def pages(base):
    def page(body, head=''):
        return 'text/html', f'<html><head><title>w</title>{head}</head><body>{body}</body></html>'

    return {
        '/sources.html': page('<video><source src="/a.mp4"><source src="/b.mp4"></video>'),
        '/player.html': page(
            '<script>jwplayer("p").setup({"title":"w","image":"/i.jpg","duration":3,"sources":['
            '{"file":"/a.mp4","label":"720p"},{"file":"/m.m3u8","type":"hls"},{"file":"/m.mpd","type":"dash"}]});</script>'),
        '/graph.html': page('', f'<meta property="og:video" content="{base}/a.mp4">'),
        '/linked.html': page('', (
            '<script type="application/ld+json">{"@context":"https://schema.org","@type":"VideoObject","name":"w",'
            f'"contentUrl":"{base}/a.mp4","duration":"PT3S","uploadDate":"2025-01-02"}}</script>')),
        '/hls.html': page('<video src="/m.m3u8"></video>'),
        '/nothing.html': page('<p>nothing</p>'),
        '/a.mp4': ('video/mp4', 'x'),
        '/b.mp4': ('video/mp4', 'x'),
        '/m.m3u8': ('application/vnd.apple.mpegurl', (
            '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="a.m3u8"\n'
            '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1x1,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a"\nv.m3u8\n')),
        '/m.mpd': ('application/dash+xml', (
            '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
            'mediaPresentationDuration="PT8S"><Period><AdaptationSet mimeType="video/mp4"><SegmentTemplate timescale="1" '
            'duration="4" media="$Number$.m4s" initialization="i.m4s"/><Representation id="1" bandwidth="1" '
            'codecs="avc1.64001f"/></AdaptationSet></Period></MPD>')),
    }
