"""The warm extractor: yt-dlp imported once, one forked child for each address.

  python3 -I -X pycache_prefix=DIR extractor.py CONFIG

CONFIG is one JSON object: library (what to put on sys.path for yt_dlp), flags (yt-dlp's command line), jobs (children
at once), wall (seconds), cpu (seconds), memory (bytes of address space), processes (that there may be besides, threads
included), output (bytes of a result), cage (the rules of landlock.py for each child, or null; a job's proxy goes before
its ports), adopted (whether pids mean something outside).

Standard input, one JSON object a line:
  {"op": "extract", "id": "...", "url": "...", "proxy": "..."}
  {"op": "cancel", "id": "..."}
Standard output, one JSON object a line, always with id before event:
  {"event": "ready", "version": "...", "millis": n}
  {"id": "...", "event": "started", "pid": n}                       pid names the child's process group; if adopted
  {"id": "...", "event": "step", "step": "formats"}
  {"id": "...", "event": "result", "info": {...}}                   what reduce.py keeps
  {"id": "...", "event": "error", "code": "...", "kind": "...", "message": "..."}
with code: failed (yt-dlp said so; kind is its exception), timeout, memory, output, cancelled, busy, crashed.

The end of standard input kills every child and ends the program. It has one thread: a fork of more would not be safe.
"""
import json
import os
import selectors
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

LONGEST_LINE = 64 * 1024
STEP, RESULT, ERROR = b'S', b'R', b'E'


class Job:
    """A child that works on one address."""

    def __init__(self, name, pid, pipe, deadline):
        self.name, self.pid, self.pipe, self.deadline = name, pid, pipe, deadline
        self.said = bytearray()
        self.verdict = None


class Extractor:
    def __init__(self, config, library, stamp):
        self.config, self.library, self.stamp = config, library, stamp
        self.stamped = stamp()
        self.selector = selectors.DefaultSelector()
        self.jobs = {}
        self.asked = bytearray()

    def run(self):
        os.set_blocking(0, False)
        self.selector.register(0, selectors.EVENT_READ, None)
        while True:
            for key, _ in self.selector.select(self.patience()):
                if key.data is not None:
                    self.listen(key.data)
                elif not self.read():
                    return
            now = time.monotonic()
            for job in [job for job in self.jobs.values() if job.deadline <= now]:
                self.finish(job, 'timeout')

    def patience(self):
        if not self.jobs:
            return None
        return max(0, min(job.deadline for job in self.jobs.values()) - time.monotonic())

    def read(self):
        chunk = os.read(0, LONGEST_LINE)
        if not chunk:
            return False
        self.asked += chunk
        *lines, self.asked = self.asked.split(b'\n')
        for line in lines:
            self.obey(json.loads(line))
        return len(self.asked) <= LONGEST_LINE

    def obey(self, order):
        name = order['id']
        if order['op'] == 'cancel':
            if name in self.jobs:
                self.finish(self.jobs[name], 'cancelled')
        elif name in self.jobs or len(self.jobs) >= self.config['jobs']:
            tell({'id': name, 'event': 'error', 'code': 'busy'})
        elif self.stamp() != self.stamped:
            sys.exit('yt-dlp is another than when this began')
        else:
            self.fork(name, order)

    def fork(self, name, order):
        source, sink = os.pipe()
        try:
            pid = os.fork()
        except OSError as e:
            os.close(source)
            os.close(sink)
            tell({'id': name, 'event': 'error', 'code': 'crashed', 'message': str(e)})
            return
        if pid == 0:
            self.become_child(sink, order)
        os.close(sink)
        job = self.jobs[name] = Job(name, pid, source, time.monotonic() + self.config['wall'])
        self.selector.register(source, selectors.EVENT_READ, job)
        tell({'id': name, 'event': 'started', **({'pid': pid} if self.config['adopted'] else {})})

    def become_child(self, sink, order):
        try:
            self.selector.close()
            for job in self.jobs.values():
                os.close(job.pipe)
            import job as work
            work.run(self.library, self.config, order, sink)
        finally:
            os._exit(1)

    def listen(self, job):
        chunk = os.read(job.pipe, 1 << 18)
        if not chunk:
            self.finish(job, None)
            return
        job.said += chunk
        if len(job.said) > self.config['output']:
            self.finish(job, 'output')
        elif job.said.startswith(STEP):
            step, newline, rest = job.said.partition(b'\n')
            if newline:
                job.said = rest
                tell({'id': job.name, 'event': 'step', 'step': 'formats'})

    def finish(self, job, verdict):
        del self.jobs[job.name]
        self.selector.unregister(job.pipe)
        os.close(job.pipe)
        kill(job.pid)
        _, status = os.waitpid(job.pid, 0)
        # A child that said all and was slow to end counts as ended well.
        kind, said = bytes(job.said[:1]), bytes(job.said[1:])
        if verdict is None and kind == RESULT and said.endswith(b'\n'):
            say(b'{"id":"%s","event":"result","info":%s}\n' % (job.name.encode(), said[:-1].replace(b'\n', b' ')))
            return
        event = {'id': job.name, 'event': 'error', 'code': verdict or 'crashed'}
        if verdict is None and kind == ERROR and said.endswith(b'\n'):
            event.update(reason(said))
        elif verdict is None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            event['code'] = 'timeout'
        tell(event)

    def close(self):
        for job in self.jobs.values():
            kill(job.pid)


def reason(said):
    """What a child tells of its failure. It may be a stranger's by now, so no more than three texts are taken."""
    try:
        told = json.loads(said)
        return {name: told[name][:2000] for name in ('code', 'kind', 'message') if isinstance(told.get(name), str)}
    except (ValueError, AttributeError, RecursionError):
        return {}


def kill(group):
    for end in (os.killpg, os.kill):      # the child may not have made its group yet
        try:
            end(group, signal.SIGKILL)
        except ProcessLookupError:
            pass


def tell(event):
    say(json.dumps(event, separators=(',', ':')).encode() + b'\n')


def say(line):
    while line:
        line = line[os.write(1, line):]


def main():
    began = time.monotonic()
    config = json.loads(sys.argv[1])
    import warm
    library = warm.up(config)
    tell({'event': 'ready', 'version': warm.version(), 'millis': round((time.monotonic() - began) * 1000)})
    extractor = Extractor(config, library, warm.stamp)
    try:
        extractor.run()
    finally:
        extractor.close()


if __name__ == '__main__':
    main()
