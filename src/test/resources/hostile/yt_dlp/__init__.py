"""Stands where yt-dlp should: as much of it as the extractor asks for, and what an exploited one would try."""
import json
import sys
from types import SimpleNamespace

from .attack import achieved


class YoutubeDL:
    def __init__(self, params=None, auto_init=True):
        self.params = params
        self._ies = {}
        self._request_director = SimpleNamespace(handlers={})
        self.cookiejar = SimpleNamespace(clear=lambda: None)

    def process_video_result(self, info):
        return info

    def sanitize_info(self, info):
        return info

    def extract_info(self, url, download):
        return found(url)


def found(url):
    said = achieved(url) if 'attack' in url else ''
    return {'id': 'a', 'title': 'achieved: ' + said, 'extractor_key': 'Hostile', 'webpage_url': url, 'formats': [
        {'format_id': '1', 'url': 'http://127.0.0.1/a.mp4', 'ext': 'mp4', 'protocol': 'http'}]}


def parse_options(argv):
    return SimpleNamespace(ydl_opts={})


def main():
    print(json.dumps(found(sys.argv[-1])))
