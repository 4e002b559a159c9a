"""A server on this machine that fetches are tested with: it serves a folder, resumes, and breaks off when told to."""

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Local(ThreadingHTTPServer):
    """Serves the files of `folder`; each of the first `breaks` answers ends after half of its bytes, each MB takes `pause`."""

    def __init__(self, folder, breaks=0):
        super().__init__(("127.0.0.1", 0), Answer)
        self.folder, self.breaks, self.pause, self.asked, self.pages = Path(folder), breaks, 0, [], {}

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0].lstrip("/")
        at = int(self.headers.get("Range", "bytes=0-")[6:-1])
        self.server.asked.append((path, at))
        file = self.server.folder / path
        if path in self.server.pages:
            content = self.server.pages[path]
        elif file.is_file():
            content = file.read_bytes()
        else:
            self.send_error(404)
            return
        content = content[at:]
        self.send_response(206 if at else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.server.breaks:
            self.server.breaks -= 1
            content = content[: len(content) // 2]
        for block in range(0, len(content), 1 << 20):
            time.sleep(self.server.pause)
            self.wfile.write(content[block:block + (1 << 20)])

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder, breaks=0):
    server = Local(folder, breaks)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
