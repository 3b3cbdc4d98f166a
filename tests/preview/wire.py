"""Bytes on the wire: requests as no browser sends them, and sockets."""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
from typing import Any

from preview.running import PATIENCE, Preview

HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


def raw(preview: Preview, request: str | bytes, patience: float = PATIENCE) -> bytes:
    """What is answered to these bytes, until the server has no more to say."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=patience) as connection:
        connection.sendall(request if isinstance(request, bytes) else request.encode())
        answer = b""
        while more := connection.recv(65536):
            answer += more
        return answer


def status(preview: Preview, path: str | bytes, method: str = "GET") -> int:
    """The status that is answered to a path, whatever stands in it."""
    line = path if isinstance(path, bytes) else path.encode()
    head = f" HTTP/1.1\r\nHost: {preview.netloc}\r\nConnection: close\r\n\r\n".encode()
    answer = raw(preview, method.encode() + b" " + line + head)
    return int(answer.split(b" ", 2)[1]) if answer else 0


class Socket:
    """A browser's socket, by hand."""

    def __init__(self, preview: Preview, **headers: str | None) -> None:
        self.connection = socket.create_connection(("127.0.0.1", preview.port), timeout=PATIENCE)
        given: dict[str, str | None] = {
            "Host": preview.netloc,
            "Origin": preview.address,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
        }
        given |= headers
        lines = [f"{name}: {value}" for name, value in given.items() if value is not None]
        self.connection.sendall("\r\n".join(["GET /livereload HTTP/1.1", *lines, "", ""]).encode())
        self._rest = b""
        while b"\r\n\r\n" not in self._rest:
            more = self.connection.recv(65536)
            if not more:
                break
            self._rest += more
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        self.status = int(head.split(b" ", 2)[1]) if head else 0

    def __enter__(self) -> Socket:
        return self

    def __exit__(self, *exc: object) -> None:
        self.connection.close()

    def send(self, message: Any) -> None:
        """Send a message: text as it is, anything else as JSON."""
        text = message if isinstance(message, str) else json.dumps(message)
        self.send_frame(0x81, text.encode())

    def send_frame(self, first: int, data: bytes) -> None:
        """Send a frame, masked as a browser does."""
        if len(data) < 126:
            head = struct.pack("!BB", first, 0x80 | len(data))
        else:
            head = struct.pack("!BBH", first, 0x80 | 126, len(data))
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self.connection.sendall(head + mask + masked)

    def join(self, preview: Preview, path: str = "/") -> Socket:
        """Shake hands as livereload's script does."""
        self.send(HELLO)
        assert self.receive()["command"] == "hello"
        self.send({"command": "info", "plugins": {}, "url": f"{preview.address}{path}"})
        return self

    def receive(self) -> dict[str, Any]:
        """The next message."""
        first, second = self._take(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", self._take(2))
        data = self._take(length)
        if first & 0x0F != 1:  # a ping, or the end
            return {"command": ""}
        told: dict[str, Any] = json.loads(data)
        return told

    def is_closed(self) -> bool:
        """Wait until the server closes the socket, or has nothing to say for long."""
        try:
            while True:
                self.receive()
        except ConnectionError:
            return True
        except TimeoutError:
            return False

    def _take(self, count: int) -> bytes:
        while len(self._rest) < count:
            more = self.connection.recv(65536)
            if not more:
                raise ConnectionError("the socket was closed")
            self._rest += more
        data, self._rest = self._rest[:count], self._rest[count:]
        return data
