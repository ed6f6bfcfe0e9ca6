"""A mail server for the tests: takes every letter, except to the addresses that it is asked to refuse.

    sink.py FOLDER ENV-FILE

Listens on free loopback ports, writes each letter to FOLDER as it came, and writes ENV-FILE with the addresses of:
- CROSSWALK_TEST_SMTP        STARTTLS and log-in required (user "crosswalk", password "s3cret/@")
- CROSSWALK_TEST_SMTP_TLS    the same with TLS from the start
- CROSSWALK_TEST_SMTP_PLAIN  neither
- CROSSWALK_TEST_SMTP_SILENT accepts connections and never says a word
- CROSSWALK_TEST_SMTP_INBOX  FOLDER
Recipients that start with try-later, full, unknown or banned get the reply that their name promises.
"""

import itertools
import os
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

REPLIES = {
    "try-later": "451 4.3.0 Busy, try again in a while",
    "full": "452 4.2.2 Mailbox of <{address}> is full",
    "unknown": "550 5.1.1 <{address}>: no such user here",
    "banned": "554 5.7.1 We do not take such letters",
}
SECONDS_AT_MOST = int(os.environ.get("CROSSWALK_TEST_SMTP_SECONDS", "1800"))


class Inbox:
    """Writes letters to files, numbered in the order they came."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.numbers = itertools.count(1)

    async def handle_RCPT(self, server, session, envelope, address, options):
        for start, reply in REPLIES.items():
            if address.startswith(start):
                return reply.format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        name = f"{next(self.numbers):05}-{envelope.rcpt_tos[0].split('@')[0]}.eml"
        part = self.folder / f".{name}"
        part.write_bytes(envelope.original_content)
        part.rename(self.folder / name)
        return "250 2.0.0 Taken"


def authenticate(server, session, envelope, mechanism, data):
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"crosswalk", b"s3cret/@")
    return AuthResult(success=known, handled=False)


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate authority and a server certificate for localhost, made for this run."""
    ca, ca_key, key, request, cert = (folder / n for n in ("ca.pem", "ca.key", "tls.key", "tls.csr", "tls.pem"))
    names = folder / "names.cnf"
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    for command in (
        ["req", "-x509", *new_key, "-keyout", ca_key, "-out", ca, "-days", "2", "-subj", "/CN=Crosswalk test CA"],
        ["req", *new_key, "-keyout", key, "-out", request, "-subj", "/CN=localhost"],
        ["x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-days", "2",
         "-extfile", names, "-out", cert],
    ):
        subprocess.run(["openssl", *map(str, command)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return ca, context


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Sink(Controller):
    """One listening address; `options` go to aiosmtpd's SMTP as they are."""

    def __init__(self, inbox: Inbox, tls_from_start: ssl.SSLContext | None = None, **options):
        self.options = options
        super().__init__(inbox, hostname="127.0.0.1", port=free_port(), ssl_context=tls_from_start)
        self.start()

    def factory(self):
        return SMTP(self.handler, hostname="localhost", **self.options)


def main(folder: Path, env_file: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ca, context = certificate(env_file.parent)
    inbox = Inbox(folder)
    login = {"authenticator": authenticate, "auth_required": True}
    starttls = Sink(inbox, tls_context=context, require_starttls=True, **login)
    from_start = Sink(inbox, tls_from_start=context, auth_require_tls=False, **login)
    plain = Sink(inbox)
    silent = socket.create_server(("127.0.0.1", 0))
    user = "crosswalk:s3cret%2F%40@localhost"
    settings = {
        "CROSSWALK_TEST_SMTP": f"smtp://{user}:{starttls.port}?tls=starttls&ca={ca}",
        "CROSSWALK_TEST_SMTP_TLS": f"smtps://{user}:{from_start.port}?ca={ca}",
        "CROSSWALK_TEST_SMTP_PLAIN": f"smtp://127.0.0.1:{plain.port}?tls=none",
        "CROSSWALK_TEST_SMTP_SILENT": f"smtp://127.0.0.1:{silent.getsockname()[1]}?tls=none",
        "CROSSWALK_TEST_SMTP_INBOX": str(folder),
    }
    part = env_file.with_suffix(".part")
    part.write_text("".join(f"export {name}='{value}'\n" for name, value in settings.items()))
    part.rename(env_file)
    time.sleep(SECONDS_AT_MOST)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
