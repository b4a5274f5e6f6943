"""Fails unless sites.py chooses for every address what yt-dlp itself chooses, and finds in pages what it finds.

  python3 -I same_sites.py SCRIPTS LIBRARY EVERY

The addresses are those that yt-dlp's own tests have, of each class whose number EVERY divides. Prints how many classes
have a Site, how many addresses were tried, and how many pages' parts were found.
"""
import json
import os
import sys

SCRIPTS, LIBRARY, EVERY = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.path[:0] = [SCRIPTS, LIBRARY]
os.environ['YTDLP_NO_PLUGINS'] = '1'
import sites  # noqa: E402
import survey  # noqa: E402
import yt_dlp  # noqa: E402

PARAMETERS = {'quiet': True, 'no_warnings': True, 'simulate': True}
ON_A_PAGE = 50


def addresses(ydl):
    found = {}
    for known in [*map(type_of, ydl._ies.values())][::EVERY]:
        for example in [vars(known).get('_TEST') or {}, *(vars(known).get('_TESTS') or [])]:
            if 'url' in example:
                found[example['url']] = None
    plain = list(found)
    return [*plain, *(url.upper() for url in plain[::7]), *(url + '\u017f' for url in plain[::11])]


def type_of(known):
    return known if isinstance(known, type) else type(known)


def chosen(ydl, urls):
    return [next((key for key, known in ydl._ies.items() if known.suitable(url)), None) for url in urls]


def parts(ydl, urls, keys):
    found = []
    for first in range(0, len(urls), ON_A_PAGE):
        page = '\n'.join(
            f'<iframe src="{url}"></iframe><script src="{url}"></script>' for url in urls[first:first + ON_A_PAGE])
        for key in keys:
            found += [key, *ydl._ies[key].extract_from_webpage(ydl, 'https://example.com/', page)]
    return found


def whole(keys):
    """The same of yt-dlp itself, with all of it in memory; in a child, so that it is not in here."""
    source, sink = os.pipe()
    if os.fork() == 0:
        os.environ['YTDLP_NO_LAZY_EXTRACTORS'] = '1'
        ydl = yt_dlp.YoutubeDL(PARAMETERS)
        urls = addresses(ydl)
        with open(sink, 'w') as out:
            json.dump([urls, chosen(ydl, urls), parts(ydl, urls, keys), list(ydl._ies)], out)
        os._exit(0)
    os.close(sink)
    with open(source) as said:
        return json.load(said)


def loaded():
    return sum(name.startswith('yt_dlp.extractor.') for name in sys.modules)


told = survey.run(yt_dlp, dict(PARAMETERS))
keys = [each.key for each in told if each.patterns is not None and each.place == sites.LISTED]
urls, their_choice, their_parts, their_order = whole(keys)
ydl = sites.knowing(yt_dlp, dict(PARAMETERS), told)
before = loaded()
our_choice = chosen(ydl, urls)
if loaded() != before:
    sys.exit('choosing has loaded %d modules' % (loaded() - before))
for url, ours, theirs in zip(urls, our_choice, their_choice, strict=True):
    if ours != theirs:
        sys.exit('%s is of %s, and not of %s' % (url, theirs, ours))
if list(ydl._ies) != their_order:
    sys.exit('they are asked in another order')
if json.loads(json.dumps(parts(ydl, urls, keys))) != their_parts:
    sys.exit('something else is found in pages')
standing = sum(isinstance(known, sites.Site) for known in ydl._ies.values())
print(standing, len(urls), sum(not isinstance(part, str) for part in their_parts))
