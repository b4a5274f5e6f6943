"""What a forked child does: takes its limits, analyses one address, says what it found, and ends."""
import ctypes
import json
import os
import resource
import signal
import sys
import urllib.parse

import landlock

PR_SET_PDEATHSIG = 1
_prctl = None


def prepare():
    """Done in the parent, once."""
    global _prctl
    _prctl = ctypes.CDLL(None).prctl


def run(ydl, config, order, sink):
    parent = os.getppid()
    os.setsid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    confine(config)
    landlock.limit_processes(config['processes'])
    cage(config['cage'], order['proxy'])
    use_proxy(ydl, order['proxy'])
    announce_formats(ydl, sink)
    say(sink, *answer(ydl, order['url']))
    os._exit(0)


def confine(config):
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    sys.dont_write_bytecode = True
    for name, soft, hard in (
            (resource.RLIMIT_CPU, config['cpu'], config['cpu'] + 1),
            (resource.RLIMIT_AS, config['memory'], config['memory']),
            (resource.RLIMIT_FSIZE, 0, 0),
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_NOFILE, 128, 128)):
        most = resource.getrlimit(name)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(name, (soft, hard))


def cage(rules, proxy):
    if rules is None:
        return
    if proxy is not None:
        rules = {**rules, 'ports': [urllib.parse.urlsplit(proxy).port]}
    landlock.confine(rules)


def use_proxy(ydl, proxy):
    """The handlers made in the parent stay, and read the proxies at each request; programs have the environment."""
    for name in ('http_proxy', 'https_proxy', 'all_proxy'):
        os.environ[name] = proxy
    for name in ('no_proxy', 'NO_PROXY'):
        os.environ.pop(name, None)
    ydl.params['proxy'] = proxy
    proxies = ydl.__dict__['proxies'] = {'all': proxy}
    for handler in ydl._request_director.handlers.values():
        handler.proxies = proxies


def announce_formats(ydl, sink):
    """The page is read once yt-dlp starts to work on the formats that it names."""
    work = ydl.process_video_result

    def announced(*args, **kwargs):
        if ydl.process_video_result is announced:
            ydl.process_video_result = work
            say(sink, b'S', 'formats')
        return work(*args, **kwargs)

    ydl.process_video_result = announced


def answer(ydl, url):
    import reduce
    try:
        return b'R', reduce.reduce(ydl.sanitize_info(ydl.extract_info(url, download=False)))
    except MemoryError:
        return b'E', {'code': 'memory'}
    except Exception as e:
        # DownloadError wraps what an extractor raised.
        inner = getattr(e, 'exc_info', (None, None))[1] or e
        cause = getattr(inner, 'cause', None) or inner.__cause__
        if isinstance(inner, MemoryError) or isinstance(cause, MemoryError):
            return b'E', {'code': 'memory'}
        return b'E', {
            'code': 'failed',
            'kind': type(inner).__name__,
            'cause': type(cause).__name__ if cause else None,
            'message': str(e)[:2000],
        }


def say(sink, kind, value):
    line = kind + json.dumps(value, separators=(',', ':'), allow_nan=False, default=str).encode() + b'\n'
    while line:
        line = line[os.write(sink, line):]
