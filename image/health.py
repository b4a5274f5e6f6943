"""The image's HEALTHCHECK: ends with 0 when the server is ready. Few imports, since it runs every 10 s."""

import _socket
import posix

port = int(posix.environ.get(b"TVN_HTTP_PORT", b"8080"))
peer = _socket.socket()
peer.settimeout(2)
peer.connect(("127.0.0.1", port))
peer.sendall(
    b"GET /api/monitoring/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
)
raise SystemExit(peer.recv(12)[9:] != b"200")
