"""Drops what is not asked for from yt-dlp's info dictionary. Names stay yt-dlp's own, so that its command line's
output can be read in the same way. Nothing is checked here: the reader on the other side trusts none of it."""

MOST_FORMATS, MOST_ENTRIES, MOST_FRAGMENTS, MOST_LANGUAGES, MOST_CHAPTERS = 400, 50, 20_000, 100, 200
MOST_SHEETS = 200
LONGEST, MOST = 4096, 1 << 62

TOP = (
    '_type', 'id', 'title', 'fulltitle', 'extractor_key', 'extractor', 'uploader', 'channel', 'duration', 'thumbnail',
    'upload_date', 'release_date',
    'is_live', 'live_status', 'webpage_url', 'availability', '_has_drm')
FORMAT = (
    'format_id', 'ext', 'vcodec', 'acodec', 'width', 'height', 'fps', 'tbr', 'filesize', 'filesize_approx', 'protocol',
    'url', 'manifest_url', 'language', 'format_note', 'fragment_base_url', 'has_drm', 'rows',
    'columns')
HEADERS = ('User-Agent', 'Referer', 'Origin', 'Accept', 'Accept-Language')


def reduce(info):
    kept = pick(info, TOP)
    if info.get('_type') == 'playlist' or 'entries' in info:
        kept['_type'] = 'playlist'
        entries = list(info.get('entries') or ())[:MOST_ENTRIES]
        kept['entries'] = [
            pick(entry, ('url', 'webpage_url', 'title', 'duration', '_type')) for entry in entries if entry]
        return kept
    # A page with one format says it in the dictionary itself.
    formats = info.get('formats') or ([info] if info.get('url') else [])
    left = [MOST_FRAGMENTS]
    kept['formats'] = [one_format(f, left) for f in formats[-MOST_FORMATS:]]
    kept['subtitles'] = subtitles(info.get('subtitles'))
    kept['automatic_captions'] = subtitles(info.get('automatic_captions'))
    kept['chapters'] = [
        pick(chapter, ('start_time', 'end_time', 'title')) for chapter in (info.get('chapters') or ())[:MOST_CHAPTERS]]
    return kept


def one_format(given, left):
    kept = pick(given, FORMAT)
    headers = given.get('http_headers')
    if headers:
        kept['http_headers'] = pick(headers, HEADERS)
    chunk = (given.get('downloader_options') or {}).get('http_chunk_size')
    if chunk:
        kept['downloader_options'] = {'http_chunk_size': chunk}
    fragments = given.get('fragments')
    if fragments and given.get('protocol') == 'http_dash_segments' and len(fragments) <= left[0]:
        left[0] -= len(fragments)
        kept['fragments'] = [pick(fragment, ('path', 'url')) for fragment in fragments]
    elif fragments and given.get('protocol') == 'mhtml' and len(fragments) <= MOST_SHEETS:
        kept['fragments'] = [pick(fragment, ('path', 'url', 'duration')) for fragment in fragments]
    return kept


def subtitles(given):
    kept = {}
    for language, files in list((given or {}).items())[:MOST_LANGUAGES]:
        usable = [file for file in files if file.get('url')]
        kept[language] = [pick(file, ('ext', 'url')) for file in usable[:10]]
    return kept


def pick(given, names):
    kept = {}
    for name in names:
        value = given.get(name)
        if isinstance(value, str):
            kept[name] = value[:LONGEST]
        elif isinstance(value, (bool, int, float)) and abs(value) < MOST:   # neither infinity, nor what is no number
            kept[name] = value
    return kept
