"""The doors of a network of one's own: ports of 127.0.0.1 that lead to Unix sockets."""
import functools
import os
import resource
import selectors
import socket

CHUNK, BACKLOG = 1 << 18, 64


def open_doors(doors, protect):
    """Listens on each port, and leaves a process behind that ends with the namespaces, and so with the command;
    it calls protect once it has all that it needs."""
    listeners = [(socket.create_server(('127.0.0.1', int(port)), backlog=BACKLOG), path) for port, path in doors.items()]
    between = os.fork()
    if between == 0:
        # The command must not have a child that it did not start.
        if os.fork() == 0:
            try:
                relay = Relay(listeners)
                protect()
                relay.run()
            finally:
                os._exit(1)
        os._exit(0)
    os.waitpid(between, 0)
    for listener, _ in listeners:
        listener.close()


class Relay:
    """Passes on what comes to a listener to its Unix socket, and what that answers."""

    def __init__(self, listeners):
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(nothing, standard)
        os.close(nothing)
        self.listeners = listeners
        self.selector = selectors.DefaultSelector()
        self.buffer = memoryview(bytearray(CHUNK))
        # A connection has two sockets; some descriptors are in use already.
        self.free = (resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 16) // 2

    def run(self):
        for listener, _ in self.listeners:
            listener.setblocking(False)
        self.listen(True)
        while True:
            for key, events in self.selector.select():
                key.data(events)

    def listen(self, on):
        for listener, path in self.listeners:
            if on:
                accept = functools.partial(self.accept, listener, path)
                self.selector.register(listener, selectors.EVENT_READ, accept)
            else:
                self.selector.unregister(listener)

    def accept(self, listener, path, _):
        if not self.free:
            return
        try:
            inner, _ = listener.accept()
        except OSError:
            return              # it has gone away again
        outer = socket.socket(socket.AF_UNIX)
        outer.setblocking(False)
        try:
            outer.connect(path)
        except OSError:
            inner.close()
            outer.close()
            return
        inner.setblocking(False)
        inner.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.free -= 1
        if not self.free:
            self.listen(False)
        one, other = Side(self, inner), Side(self, outer)
        one.other, other.other = other, one
        one.watch()
        other.watch()

    def closed(self):
        self.free += 1
        if self.free == 1:
            self.listen(True)


class Side:
    """One socket of a connection. It is read only while the other takes what it says."""

    def __init__(self, relay, end):
        self.relay, self.end, self.other = relay, end, None
        self.waiting = b''
        self.finished = False
        self.events = 0

    def watch(self):
        reading = not self.finished and not self.other.waiting
        events = (selectors.EVENT_READ if reading else 0) | (selectors.EVENT_WRITE if self.waiting else 0)
        selector = self.relay.selector
        if events and not self.events:
            selector.register(self.end, events, self.ready)
        elif events and events != self.events:
            selector.modify(self.end, events, self.ready)
        elif self.events and not events:
            selector.unregister(self.end)
        self.events = events

    def ready(self, events):
        if self.end.fileno() < 0:
            return              # closed by the other in the same round
        try:
            if events & selectors.EVENT_WRITE:
                self.give(self.waiting)
            if events & selectors.EVENT_READ:
                self.take()
        except BlockingIOError:
            pass
        except OSError:
            self.close()
            return
        if self.finished and self.other.finished:
            self.close()
        else:
            self.watch()
            self.other.watch()

    def take(self):
        length = self.end.recv_into(self.relay.buffer)
        if length:
            self.other.give(self.relay.buffer[:length])
        else:
            self.finished = True
            self.other.end.shutdown(socket.SHUT_WR)

    def give(self, chunk):
        try:
            sent = self.end.send(chunk)
        except BlockingIOError:
            sent = 0
        self.waiting = bytes(chunk[sent:])

    def close(self):
        for side in self, self.other:
            if side.events:
                self.relay.selector.unregister(side.end)
            side.end.close()
        self.relay.closed()
