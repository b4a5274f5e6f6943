"""Knows of all sites of yt-dlp without the code of most, which a child brings in for the one that it needs.

Before yt-dlp has chosen a site, it asks each whether an address is one of its own and, of a page that is nobody's,
whether something of its own is in there. A class that answers as InfoExtractor does, by the patterns that it names, has a
Site instead, which has the patterns and answers alike; whoever asks more gets the class itself. Classes with answers of
their own are there from the start, and so are those of the sites that most people come with.

What there is to know is found out by survey.py, and kept in a file until yt-dlp is another.
"""
import collections
import hashlib
import importlib
import json
import os
import re
import sys
import tempfile
import types

POPULAR = {
    'bilibili', 'common', 'dailymotion', 'facebook', 'generic', 'genericembeds', 'instagram', 'reddit', 'soundcloud',
    'tiktok', 'twitch', 'twitter', 'vimeo', 'vtv', 'youtube', 'zingmp3'}
MOST_FILES = 4

# Of one class: by what name yt-dlp looks it up, its own and its module's, its key and its site's name. It is LISTED among
# those that are asked, or MADE into an object there, or neither. patterns are None for one that answers by itself; what
# they match has one of needs in it, when there are any, in letters of whatever case.
Told = collections.namedtuple('Told', 'lookup name module key site place patterns embeds needs')
LISTED, MADE = 'listed', 'made'


class Site:
    """Stands for a class of yt-dlp."""

    __slots__ = ('IE_NAME', 'told')

    def __init__(self, told):
        self.IE_NAME, self.told = told.site, told

    @property
    def real(self):
        return getattr(importlib.import_module(self.told.module), self.told.name)

    def __getattr__(self, name):
        return getattr(self.real, name)

    def __call__(self, *given):
        return self.real(*given)

    def ie_key(self):
        return self.told.key

    def suitable(self, url):
        needs = self.told.needs
        if needs and url.isascii():
            small = url.lower()
            if not any(text in small for text in needs):
                return False
        return any(re.match(pattern, url) for pattern in self.told.patterns)

    def extract_from_webpage(self, ydl, url, webpage):
        if any(re.search(pattern, webpage) for pattern in self.told.embeds):
            yield from self.real.extract_from_webpage(ydl, url, webpage)


def downloader(yt_dlp, parameters, folder):
    """A YoutubeDL that knows all sites; what is found out about them stays in the folder, if it is not beside yt-dlp."""
    name = 'sites-%s.json' % digest(yt_dlp, parameters)
    beside, kept = os.path.join(os.path.dirname(place(yt_dlp)), name), os.path.join(folder, name)
    told = read(beside) or read(kept) or find_out(yt_dlp, parameters, kept)
    try:
        return knowing(yt_dlp, parameters, told)
    except Exception:
        remove(kept)            # it may be to blame, and the next start makes another
        raise


def read(path):
    try:
        with open(path) as file:
            return [Told(*row) for row in json.load(file)]
    except (OSError, ValueError, TypeError):
        return None


def find_out(yt_dlp, parameters, path):
    import survey
    told = survey.run(yt_dlp, parameters)
    keep(told, path)
    return told


def knowing(yt_dlp, parameters, all_told):
    """Gives yt-dlp the sites in place of its own list of classes that are not loaded yet."""
    known = {told.lookup: Site(told) for told in all_told}
    lazy = types.ModuleType('yt_dlp.extractor.lazy_extractors')
    lazy._CLASS_LOOKUP = known
    sys.modules[lazy.__name__] = lazy
    os.environ.pop('YTDLP_NO_LAZY_EXTRACTORS', None)
    for told in all_told:
        if told.patterns is None or told.module.split('.')[2] in POPULAR:
            known[told.lookup] = known[told.lookup].real
    importlib.import_module('yt_dlp.extractor.extractors')
    ydl = yt_dlp.YoutubeDL(parameters, auto_init=False)
    for told in all_told:
        if told.place == LISTED:
            ydl._ies[told.key] = known[told.lookup]
        elif told.place == MADE:
            ydl.add_info_extractor(known[told.lookup]())
    return ydl


def keep(told, path):
    """Whole or not at all; those of some versions before stay. A full disk only makes the next start slower."""
    folder = os.path.dirname(path)
    try:
        with tempfile.NamedTemporaryFile('w', dir=folder, delete=False) as draft:
            json.dump(told, draft)
        os.chmod(draft.name, 0o644)
        os.replace(draft.name, path)
        kept = [entry for entry in os.scandir(folder) if re.fullmatch(r'sites-\w+\.json', entry.name)]
        for entry in sorted(kept, key=lambda entry: entry.stat().st_mtime)[:-MOST_FILES]:
            remove(entry.path)
    except OSError as e:
        print('what was found out about sites cannot be kept: %s' % e, file=sys.stderr)


def remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def digest(yt_dlp, parameters):
    """Another one when anything is that a survey's answer comes from."""
    own = __loader__.get_data(os.path.join(os.path.dirname(__file__), 'survey.py')) + __loader__.get_data(__file__)
    of = hashlib.sha256(own + repr((sys.version, parameters.get('allowed_extractors'))).encode())
    at = place(yt_dlp)
    for path in sorted(files(at)) if os.path.isdir(at) else [at]:
        found = os.stat(path)
        # Layers of images keep whole seconds.
        of.update(repr((path, found.st_size, int(found.st_mtime))).encode())
    return of.hexdigest()[:16]


def place(yt_dlp):
    """The archive that yt-dlp is in, or its folder."""
    return getattr(yt_dlp.__loader__, 'archive', None) or os.path.dirname(yt_dlp.__file__)


def files(folder):
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != '__pycache__']
        yield from (os.path.join(parent, name) for name in names)
