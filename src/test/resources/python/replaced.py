"""Fails unless the extractor ends when yt-dlp is replaced where it lies.

  python3 -I replaced.py SCRIPTS EMPTY-FOLDER
"""
import os
import pathlib
import sys
import zipfile

scripts, folder = sys.argv[1], pathlib.Path(sys.argv[2])
sys.path[:0] = [scripts, str(folder)]


def replaced(change):
    """Whether an order for a job ends an extractor once that has happened."""
    import extractor
    import warm
    waiting = extractor.Extractor({'jobs': 1}, None, warm.stamp)
    forked = []
    waiting.fork = lambda name, order: forked.append(name)
    waiting.obey({'op': 'extract', 'id': 'before'})
    change()
    try:
        waiting.obey({'op': 'extract', 'id': 'after'})
    except SystemExit as e:
        return bool(e.code) and forked == ['before']
    return False


def forget():
    for name in [name for name in sys.modules if name.startswith('yt_dlp')]:
        del sys.modules[name]


package = folder / 'yt_dlp'
package.mkdir()
for name in ('__init__.py', 'version.py'):
    (package / name).write_text('')
(folder / 'next').write_text('__version__ = "next"')
if not replaced(lambda: os.replace(folder / 'next', package / 'version.py')):
    sys.exit('another version was not noticed')
if not replaced(lambda: (package / 'version.py').unlink()):
    sys.exit('a removed version was not noticed')

forget()
archive = folder / 'archive.zip'
for name in (archive, folder / 'next.zip'):
    with zipfile.ZipFile(name, 'w') as made:
        made.writestr('yt_dlp/__init__.py', '')
sys.path.insert(0, str(archive))
if not replaced(lambda: os.replace(folder / 'next.zip', archive)):
    sys.exit('another archive was not noticed')
