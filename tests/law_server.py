"""A real HTTP server on this machine that serves laws, well and badly, and counts how it is asked."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class LawServer(ThreadingHTTPServer):
    """`answers` says what each path does; `asked` are the requests that came, as (path, headers); `most` is how many were being
    answered at once.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times = Counter[str]()
        self.open, self.most, self.door = 0, 0, threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that left is no fault of the server."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LawServer

    def do_GET(self) -> None:
        with self.server.door:
            self.server.asked.append((self.path, dict(self.headers)))
            self.server.times[self.path] += 1
            self.server.open += 1
            self.server.most = max(self.server.most, self.server.open)
        try:
            self.server.answers.get(self.path, status(404))(self)
        finally:
            with self.server.door:
                self.server.open -= 1

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[LawServer]:
    server = LawServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, code: int, data: bytes = b"", **headers: str) -> None:
    handler.send_response(code)
    for name, value in {"Content_Length": str(len(data)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def page(data: bytes, type: str = "text/plain; charset=utf-8", **headers: str) -> Answer:
    return lambda handler: send(handler, 200, data, Content_Type=type, **headers)


def status(code: int, **headers: str) -> Answer:
    return lambda handler: send(handler, code, **headers)


def in_turn(*answers: Answer) -> Answer:
    """Each answer once, the last from then on."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def slow(answer: Answer, seconds: float) -> Answer:
    def wait(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        answer(handler)

    return wait


def cut(data: bytes, at: int, **headers: str) -> Answer:
    """The first `at` bytes of what should be all of `data`; then the connection closes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data[:at])
        handler.close_connection = True

    return answer


def ranges(data: bytes, etag: str) -> Answer:
    """The rest of `data` where If-Range names it as it is now, else all of it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers.get("Range", "")
        if asked and handler.headers.get("If-Range") == etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            send(handler, 206, data[start:], Content_Range=f"bytes {start}-{len(data) - 1}/{len(data)}", ETag=etag)
        else:
            send(handler, 200, data, ETag=etag)

    return answer


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while True:
        handler.wfile.write(b"Articulo 1. " * 2000)


def trickle(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever: never idle, and never done."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.02)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """The head of an answer, and then nothing."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.flush()
    time.sleep(1.0)
    handler.close_connection = True
