"""Finds out what sites.py has to know of yt-dlp's classes of sites, by loading them all."""
import inspect
import json
import os
import re
import sys

from sites import LISTED, MADE, Told

# What a class must not have of its own to have a Site instead.
ANSWERS = (
    'suitable', '_match_valid_url', 'ie_key', 'extract_from_webpage', '_extract_from_webpage', '_extract_embed_urls')


def run(yt_dlp, parameters):
    """A Told for each class, in the order in which they are asked: by a child, so that they are not all in here."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(source)
            os.environ['YTDLP_NO_LAZY_EXTRACTORS'] = '1'
            with open(sink, 'w') as out:
                json.dump(describe(yt_dlp.YoutubeDL(parameters)), out)
            os._exit(0)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        finally:
            os._exit(1)
    os.close(sink)
    with open(source) as told:
        said = told.read()
    os.waitpid(child, 0)
    return [Told(*row) for row in json.loads(said)]


def describe(ydl):
    from yt_dlp.extractor.common import InfoExtractor
    from yt_dlp.globals import extractors
    rows, seen = [], set()
    for key, listed in ydl._ies.items():
        place = LISTED if isinstance(listed, type) else MADE
        known = listed if place is LISTED else type(listed)
        seen.add(known)
        rows.append(tell(InfoExtractor, known, known.__name__, place)._replace(key=key))
    for lookup, known in extractors.value.items():
        if known not in seen or lookup != known.__name__:
            rows.append(tell(InfoExtractor, known, lookup, None))
    return rows


def tell(base, known, lookup, place):
    if getattr(sys.modules[known.__module__], known.__name__) is not known:
        raise ImportError('%s is not found by its name' % known)
    patterns, embeds = (texts(known._VALID_URL), texts(known._EMBED_REGEX)) if answers_alike(base, known) else (None, None)
    if patterns is None or embeds is None or any(embed.count('(?P<url>') != 1 for embed in embeds):
        patterns, embeds = None, []
    needs = needed(patterns or [])
    return Told(lookup, known.__name__, known.__module__, known.ie_key(), known.IE_NAME, place, patterns, embeds, needs)


def answers_alike(base, known):
    own = any('_VALID_URL_RE' in vars(each) or '_EMBED_URL_RE' in vars(each) for each in inspect.getmro(known))
    return not own and all(
        getattr(getattr(known, name), '__func__', None) is getattr(base, name).__func__ for name in ANSWERS)


def texts(value):
    """What a class names, as a list; None when that is something else."""
    if value is False:
        return []
    value = [value] if isinstance(value, str) else value
    return list(value) if isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value) else None


def needed(patterns):
    """Texts, in small letters, of which one at least is in all that one of the patterns matches; none if there are no such."""
    try:
        from re import _parser as parser
        choices = [alternatives(parser.parse(pattern)) for pattern in patterns]
    except (ImportError, re.error):
        return []
    return sorted(set().union(*choices)) if all(map(strength, choices)) else []


def alternatives(sequence):
    """The same for a parsed pattern."""
    choices, run = [], ''
    for code, value in sequence:
        if code.name == 'LITERAL' and value < 128:
            run += chr(value).lower()
        else:
            choices += [run], inside(code.name, value)
            run = ''
    return max(*choices, [], [run], key=strength)


def inside(code, value):
    """What the parser may have besides these promises nothing."""
    if code == 'SUBPATTERN':
        return alternatives(value[3])
    if code in ('MAX_REPEAT', 'MIN_REPEAT') and value[0] > 0:
        return alternatives(value[2])
    if code == 'BRANCH':
        branches = [alternatives(branch) for branch in value[1]]
        return sum(branches, []) if all(map(strength, branches)) else []
    return []


def strength(choice):
    """How telling the least of some texts is; 0 for one that is in every address, and when there is none."""
    return min((0 if text in 'https://www.' else len(text) for text in choice), default=0)
