"""A TCP proxy on this machine that delivers everything a fixed time later, in both directions, however much it is."""

import collections
import contextlib
import socket
import threading
import time
import urllib.parse

import common

CHUNK = 256 * 1024
IN_FLIGHT = 4 * 1024 * 1024  # as a connection with a large window has


class Lane:
    """One direction of one connection."""

    def __init__(self, source, target, seconds):
        self.source, self.target, self.seconds = source, target, seconds
        self.queue, self.changed, self.held = collections.deque(), threading.Condition(), 0
        for work in (self.take, self.give):
            threading.Thread(target=work, daemon=True).start()

    def take(self):
        data = b"-"
        while data:
            try:
                data = self.source.recv(CHUNK)
            except OSError:
                data = b""
            with self.changed:
                self.queue.append((time.monotonic() + self.seconds, data))
                self.held += len(data)
                self.changed.notify_all()
                self.changed.wait_for(lambda: self.held < IN_FLIGHT)

    def give(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.queue)
                due, data = self.queue.popleft()
            time.sleep(max(0, due - time.monotonic()))
            try:
                if data:
                    self.target.sendall(data)
                else:
                    self.target.shutdown(socket.SHUT_WR)
                    return
            except OSError:
                self.source.close()
                return
            finally:
                with self.changed:
                    self.held -= len(data)
                    self.changed.notify_all()


def serve(listener, where, seconds):
    while True:
        try:
            near, _ = listener.accept()
            far = socket.create_connection(where)
        except OSError:
            return
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Lane(near, far, seconds)
        Lane(far, near, seconds)


@contextlib.contextmanager
def delayed(uris, milliseconds):
    """The same ends with so long a round trip to each."""
    listeners, far = [], []
    for uri in uris:
        parts = urllib.parse.urlsplit(uri)
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(
            target=serve, args=(listener, (parts.hostname, parts.port), milliseconds / 2000), daemon=True).start()
        far.append(common.through(uri, listener.getsockname()[1]))
    try:
        yield far
    finally:
        for listener in listeners:
            listener.close()
