"""Measures Crosswalk beside other programs of the kind and writes docs/BENCHMARKS.md. Start it through bench/run.

Each section measures and returns plain figures; they are kept under bench/.work/figures, so that a section can be run
alone and the document still shows all. Everything runs on loopback, bounded in time and count.
"""

import concurrent.futures
import contextlib
import datetime
import http.client
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "bench/.work"
FIGURES = WORK / "figures"
BINARY = ROOT / "target/release/crosswalk"
LOAD = WORK / "yws-load/release/yws-load"
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


# ---- servers ----------------------------------------------------------------------------------------------------


class Server:
    """A server process with what the kernel says about it."""

    def __init__(self, command, env=None, cores=None):
        prefix = ["taskset", "-c", cores] if cores else []
        self.log = tempfile.TemporaryFile("w+")
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [*prefix, *map(str, command)], stdout=self.log, stderr=subprocess.STDOUT, env={**os.environ, **(env or {})}, cwd=WORK
        )
        self.port = self._wait_for_port()
        self.start_seconds = time.perf_counter() - start
        self.pid = self.process.pid

    def _wait_for_port(self):
        for _ in range(15_000):
            self.log.seek(0)
            said = self.log.read()
            if match := re.search(r"Listening on http://[^:\s]+:(\d+)", said):
                return int(match[1])
            if self.process.poll() is not None:
                break
            time.sleep(0.002)
        sys.exit(f"The server did not start:\n{said}")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS

    def memory_mb(self):
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1]) / 1024

    def own_memory_mb(self):
        """Without the pages of the program's file, which the system can drop and read again."""
        return int(re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1]) / 1024

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            # An overloaded peer may take minutes to say good-bye.
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def crosswalk(cores=None):
    folder = tempfile.mkdtemp(prefix="crosswalk-bench-")
    server = Server([BINARY, "serve", "--listen", "127.0.0.1:0", "--data", folder], {"CROSSWALK_LIMITS": "off"}, cores)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def hocuspocus():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(["node", WORK / "hocuspocus.mjs", str(port)], {"NODE_ENV": "production"})
    try:
        yield server
    finally:
        server.stop()


class Client:
    """One kept-alive connection to a server."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask(self, method, path, value=None):
        body = None if value is None else json.dumps(value)
        self.connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        response = self.connection.getresponse()
        data = response.read()
        if response.status >= 400:
            sys.exit(f"{method} {path}: {response.status} {data[:300]!r}")
        return data

    def new_workbook(self):
        return json.loads(self.ask("POST", "/api/v1/workbooks", {"title": "Riverside"}))["edit"]["token"]

    def full_workbook(self, first_word=""):
        """26 answers, five notes of 120 words; the workbook of the issue's figures."""
        token = self.new_workbook()
        path = f"/api/v1/workbooks/{token}"
        checklist = json.loads(self.ask("GET", f"{path}/export.json"))["checklist"]["key"]
        values = ["yes", "in_progress", "not_yet", "yes", "not_applicable"]
        for index, question in enumerate(question_keys(checklist)):
            self.ask("PUT", f"{path}/answers/{question}", {"value": values[index % len(values)]})
        for stage in ("assess", "engage", "outcomes", "implement", "sustain"):
            self.ask("PUT", f"{path}/notes/{stage}", {"text": first_word + note(120)})
        return token


def question_keys(checklist):
    text = (ROOT / f"content/checklists/{checklist}/en/checklist.toml").read_text()
    keys = re.findall(r'^key\s*=\s*"([a-z-]+)"', text, re.M)
    stages = {"assess", "engage", "outcomes", "implement", "sustain", checklist}
    principles = set(re.findall(r'\[\[principles?\]\]\s*key\s*=\s*"([a-z-]+)"', text))
    return [key for key in keys if key not in stages | principles]


def note(words):
    sentence = "Ask two residents to read the moves data with us before the January meeting and tell what they see."
    some = sentence.split()
    return " ".join(some[i % len(some)] for i in range(words))


def milliseconds(action, times):
    took = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        took.append((time.perf_counter() - start) * 1000)
    return took


def middle(values):
    return round(statistics.median(values), 1)


# ---- sections ---------------------------------------------------------------------------------------------------

SCENARIOS = {
    "1000 people in one workbook, one edit a second each": (1000, 1, 1),
    "1000 people over 50 workbooks, one edit a second each": (1000, 50, 1),
    "200 people in one workbook, 20 edits a second each": (200, 1, 20),
}


@contextlib.contextmanager
def postgres():
    """A PostgreSQL server of its own, which forces to disk; gives its address."""
    held = subprocess.Popen([ROOT / "scripts/with-postgres", "sh", "-c", 'echo "$CROSSWALK_TEST_DATABASE"; exec sleep 86400'],
                            stdout=subprocess.PIPE, text=True, env={**os.environ, "CROSSWALK_POSTGRES_FSYNC": "on"})
    try:
        yield held.stdout.readline().strip()
    finally:
        held.terminate()
        held.wait(30)


@contextlib.contextmanager
def cluster(count, database, secret):
    """Nodes on one database, each with a data folder of its own and the same secret, which the file `secret` keeps."""
    with contextlib.ExitStack() as stack:
        servers = []
        for _ in range(count):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crosswalk-bench-")))
            if secret.exists():
                shutil.copy(secret, folder / "secret")
            command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", folder]
            servers.append(Server(command, {"CROSSWALK_LIMITS": "off", "CROSSWALK_DATABASE": database}))
            stack.callback(servers[-1].stop)
            shutil.copy(folder / "secret", secret)
        yield servers


def load(server, clients, rooms, rate, *options):
    command = [LOAD, "--url", f"ws://127.0.0.1:{server.port}", "--clients", clients, "--rooms", rooms, "--rate", rate,
               "--secs", 20, "--drain", 10, "--warm", 3, "--server-pid", server.pid, "--json", *options]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=180)
    if done.returncode != 0 or not done.stdout.strip():
        return {"failed": (done.stderr or done.stdout).strip()[-300:] or f"ended with {done.returncode}"}
    return json.loads(done.stdout.strip().splitlines()[-1])


def live():
    figures = {}
    for name, (clients, rooms, rate) in SCENARIOS.items():
        with crosswalk() as server:
            client = Client(server)
            paths = WORK / "paths"
            paths.write_text("".join(f"/live/{client.new_workbook()}\n" for _ in range(rooms)))
            ours = load(server, clients, rooms, rate, "--paths", paths, "--text", "notes/assess")
        with hocuspocus() as server:
            theirs = load(server, clients, rooms, rate, "--hocuspocus", "--text", "notes/assess")
        figures[name] = {"crosswalk": ours, "hocuspocus": theirs}
        print(name, json.dumps(figures[name]), flush=True)
    return figures


NODE_LOADS = {
    "300 people in 30 workbooks": (300, 30, 1),
    "100 people in one workbook": (100, 1, 1),
}


def nodes():
    figures = {}
    with postgres() as database, tempfile.TemporaryDirectory() as kept:
        secret = Path(kept) / "secret"
        for name, (clients, rooms, rate) in NODE_LOADS.items():
            figures[name] = {}
            for count in (1, 2, 3):
                with cluster(count, database, secret) as servers:
                    client = Client(servers[0])
                    paths = WORK / "paths"
                    paths.write_text("".join(f"/live/{client.new_workbook()}\n" for _ in range(rooms)))
                    spread = [option for server in servers for option in ("--node", f"127.0.0.1:{server.port}")]
                    others = [option for server in servers[1:] for option in ("--server-pid", server.pid)]
                    figures[name][str(count)] = load(servers[0], clients, rooms, rate, "--paths", paths, "--text", "notes/assess", *spread, *others)
                    print(name, count, json.dumps(figures[name][str(count)]), flush=True)
        with cluster(2, database, secret) as servers:
            before = [server.cpu_seconds() for server in servers]
            time.sleep(20)
            figures["idle"] = [
                {"start_ms": server.start_seconds * 1000, "memory_mb": server.memory_mb(), "cpu_pct": (server.cpu_seconds() - cpu) / 20 * 100}
                for server, cpu in zip(servers, before)
            ]
    return figures


def nodes_text(figures):
    rows, told = [], []
    for name, by_count in figures.items():
        if name == "idle":
            continue
        for count, f in by_count.items():
            if "failed" in f:
                rows.append([name, count, f"failed: {f['failed']}", "", "", "", "", ""])
                continue
            rows.append([name, count, f"{f['delivered_per_s']:,.0f}", f"{f['delivered_pct']:.1f} %", f"{f['server_cpu_pct'] / 100:.2f}",
                         f"{f['delivery_p50_ms']:.1f}", f"{f['delivery_p99_ms']:.1f}", f"{f['server_rss_peak_mb']:.0f}"])
            if int(count) > 1:
                told.append(f"- {name}, {count} nodes: {f['delivery_p99_ms']:.0f} ms p99 of at most 100: {verdict(f['delivery_p99_ms'], 100)}.")
    joined = figures["idle"][1]
    told.append(f"- A node that joins: {joined['start_ms']:.0f} ms to its first request, {joined['memory_mb']:.0f} MB, {joined['cpu_pct']:.1f} % of a core while nobody comes.")
    head = ["Load", "Nodes", "Deliveries a second", "Delivered", "Cores of all nodes", "p50 ms", "p99 ms", "Peak MB of all"]
    return table(head, rows) + "\n\n" + "\n".join(told)


# Ballast of the section on growth: workbooks of 26 answers and five notes that were changed a hundred times.
BALLAST = int(os.environ.get("CROSSWALK_BENCH_WORKBOOKS", 100_000))
COLD = 30
CLONES = {
    "workbooks": ("id", "checklist_key, checklist_version, language, {edit}, {read}, created_at, changed_at, deleted_at, individual, used_at"),
    "packs": ("workbook_id", "last_seq, first_seq, first_at, last_at, body"),
    "states": ("workbook_id", "kind, seq, at, body, clients"),
}


def often_changed_workbook(client):
    token = client.full_workbook()
    path = f"/api/v1/workbooks/{token}"
    checklist = json.loads(client.ask("GET", f"{path}/export.json"))["checklist"]["key"]
    for value in ("not_yet", "in_progress", "yes"):
        for question in question_keys(checklist)[:23]:
            client.ask("PUT", f"{path}/answers/{question}", {"value": value, "by": "Rosa Medina"})
    return token


def clone_sqlite(file, count):
    """Copies the only workbook `count` times. Ids are random here; in time order, as the program makes them, they lie better."""
    import sqlite3
    db = sqlite3.connect(file)
    # SQLite itself has it from 3.41 on.
    db.create_function("unhex", 1, bytes.fromhex)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; PRAGMA temp_store = MEMORY")
    (source,) = db.execute("SELECT id FROM workbooks ORDER BY created_at LIMIT 1").fetchone()
    db.execute("CREATE TEMP TABLE clones AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
               "SELECT i, unhex(printf('%012x', 1790000000000 + i) || lower(hex(randomblob(10)))) AS id FROM n", (count,))
    for table, (key, columns) in CLONES.items():
        values = columns.format(edit="randomblob(32)", read="randomblob(32)")
        names = columns.format(edit="edit_hash", read="read_hash")
        db.execute(f"INSERT INTO {table} ({key}, {names}) SELECT c.id, {values} FROM clones c, {table} t WHERE t.{key} = ?", (source,))
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    # The next start must not wait until all of it is on the disk.
    os.sync()


def clone_postgres(database, count):
    fresh = "decode(lpad(to_hex(1790000000000 + c.i), 12, '0') || substr(replace(gen_random_uuid()::text, '-', ''), 1, 20), 'hex')"
    hash32 = "sha256(uuid_send(gen_random_uuid()))"
    script = ["SET synchronous_commit = off", "SET session_replication_role = replica",
              "CREATE TEMP TABLE source AS SELECT id FROM workbooks ORDER BY created_at LIMIT 1",
              f"CREATE TEMP TABLE clones AS SELECT c.i, {fresh} AS id FROM generate_series(1, {count}) AS c(i)"]
    for table, (key, columns) in CLONES.items():
        values = columns.format(edit=hash32, read=hash32)
        names = columns.format(edit="edit_hash", read="read_hash")
        script.append(f"INSERT INTO {table} ({key}, {names}) SELECT c.id, {values} FROM clones c, {table} t "
                      f"WHERE t.{key} = (SELECT id FROM source)")
    script.append("ANALYZE")
    psql(database, "; ".join(script))


HOURS_AGO = ["UPDATE updates SET at = at - 10800000", "UPDATE changes SET at = at - 10800000, until_at = until_at - 10800000", "DELETE FROM turns"]


def pack(database, folder):
    """Lets three hours pass, after which the clean-up of the next start packs log and history."""
    import sqlite3
    if database:
        psql(database, "; ".join(HOURS_AGO))
    else:
        db = sqlite3.connect(folder / "crosswalk.db")
        db.executescript("; ".join(HOURS_AGO))
        db.close()
    server = Server([BINARY, "serve", "--listen", "127.0.0.1:0", "--data", folder], {"CROSSWALK_DATABASE": database} if database else {})
    for _ in range(600):
        time.sleep(0.1)
        if database:
            left = int(psql(database, "SELECT count(*) FROM updates"))
        else:
            with contextlib.closing(sqlite3.connect(f"file:{folder / 'crosswalk.db'}?mode=ro", uri=True)) as db:
                (left,) = db.execute("SELECT count(*) FROM updates").fetchone()
        if left == 0:
            break
    else:
        sys.exit(f"{left} entries of the log were not packed")
    server.stop()


def psql(database, statement):
    program = shutil.which("psql") or str(sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))[-1])
    done = subprocess.run([program, database, "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "-v", "ON_ERROR_STOP=1", "-c", statement],
                          capture_output=True, text=True, check=True)
    return done.stdout.strip()


def size_of(folder, database):
    if database:
        return int(psql(database, "SELECT pg_database_size(current_database())"))
    return sum(file.stat().st_size for file in folder.glob("crosswalk.db*"))


def growth_of(engine, database, folder, tokens, backup):
    """What a visitor waits for, in milliseconds: each workbook is opened for the first time since the start."""
    command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", folder]
    server = Server(command, {"CROSSWALK_LIMITS": "off", **({"CROSSWALK_DATABASE": database} if database else {})})
    try:
        client = Client(server)
        client.ask("GET", "/")
        figures = {"start_ms": server.start_seconds * 1000}
        cold = iter(tokens)
        figures["open_ms"] = middle(milliseconds(lambda: client.ask("GET", f"/w/{next(cold)}"), COLD))
        figures["api_ms"] = middle(milliseconds(lambda: client.ask("GET", f"/api/v1/workbooks/{tokens[0]}"), 100))
        figures["history_ms"] = middle(milliseconds(lambda: client.ask("GET", f"/api/v1/workbooks/{tokens[0]}/history"), 30))
        figures["save_ms"] = middle(milliseconds(lambda: client.ask("PUT", f"/api/v1/workbooks/{tokens[0]}/owners/goal-setting", {"name": str(time.time())}), 30))
        figures["pdf_ms"] = middle(milliseconds(lambda: client.ask("GET", f"/w/{tokens[0]}/workbook.pdf"), 15))
        figures["page_ms"] = middle(milliseconds(lambda: client.ask("GET", "/toolkit/assess"), 50))
        figures["memory_mb"] = server.memory_mb()
        figures["bytes"] = size_of(folder, database)
        if backup:
            file = folder.parent / f"backup-{engine}-{time.time()}"
            start = time.perf_counter()
            subprocess.run([BINARY, "backup", file, "--plain", "--data", folder, *(["--database", database] if database else [])], check=True, capture_output=True)
            figures["backup_s"] = time.perf_counter() - start
            figures["backup_mb"] = file.stat().st_size / 1e6
            file.unlink()
        return figures
    finally:
        server.stop()


def growth():
    figures = {}
    backup = subprocess.run([BINARY, "backup", "--help"], capture_output=True).returncode == 0
    for engine in ("SQLite", "PostgreSQL"):
        with contextlib.ExitStack() as stack:
            database = stack.enter_context(postgres()) if engine == "PostgreSQL" else None
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crosswalk-bench-"))) / "data"
            folder.mkdir()
            command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", folder]
            server = Server(command, {"CROSSWALK_LIMITS": "off", **({"CROSSWALK_DATABASE": database} if database else {})})
            client = Client(server)
            tokens = [often_changed_workbook(client) for _ in range(COLD + 1)]
            server.stop()
            pack(database, folder)
            empty = growth_of(engine, database, folder, tokens, backup)
            start = time.perf_counter()
            clone_postgres(database, BALLAST) if database else clone_sqlite(folder / "crosswalk.db", BALLAST)
            print(f"{engine}: {BALLAST} workbooks in {time.perf_counter() - start:.0f} s", flush=True)
            full = growth_of(engine, database, folder, tokens, backup)
            figures[engine] = {"empty": empty, "full": full, "ballast": BALLAST}
            print(engine, json.dumps(figures[engine]), flush=True)
    return figures


def growth_text(figures):
    rows, told = [], []
    names = {"start_ms": "Start, ms", "open_ms": "Open a workbook for the first time, ms", "api_ms": "Read it over the API, ms", "history_ms": "Its history, ms",
             "save_ms": "Save an owner, ms", "pdf_ms": "PDF, ms", "page_ms": "A page of the toolkit, ms", "memory_mb": "Memory, MB"}
    for engine, both in figures.items():
        empty, full, ballast = both["empty"], both["full"], both["ballast"]
        for key, name in names.items():
            ratio = full[key] / empty[key]
            rows.append([engine, name, f"{empty[key]:.1f}", f"{full[key]:.1f}", f"{ratio:.2f}"])
        each = (full["bytes"] - empty["bytes"]) / ballast / 1000
        slow = [names[key] for key in ("start_ms", "open_ms", "pdf_ms", "page_ms") if full[key] / empty[key] > 1.2]
        told.append(f"- {engine}, {ballast:,} workbooks: opening, a page, a PDF and the start within 1.2 times of an almost empty instance: "
                    + ("reached." if not slow else f"missed by {', '.join(slow)}."))
        told.append(f"- {engine}: {each:.1f} kB a workbook of at most 20: {verdict(each, 20)}.")
        if "backup_s" in full:
            told.append(f"- {engine}: backup, not encrypted, in {full['backup_s']:.0f} s ({full['backup_s'] / ballast * 1e6:.0f} us a workbook), {full['backup_mb']:,.0f} MB; {empty['backup_s'] * 1000:.0f} ms when almost empty.")
    head = ["Engine", "What", f"{COLD + 1} workbooks", "with the ballast", "Ratio"]
    return table(head, rows) + "\n\n" + "\n".join(told)


def pdf():
    folder = Path(tempfile.mkdtemp(prefix="crosswalk-pdf-"))
    figures = {}
    with crosswalk() as server:
        client = Client(server)
        token = client.full_workbook()
        export = folder / "export.json"
        export.write_bytes(client.ask("GET", f"/api/v1/workbooks/{token}/export.json"))
        path = f"/api/v1/workbooks/{token}"
        took = []
        for turn in range(60):
            # Another answer each time, so that no finished PDF can be handed out again.
            client.ask("PUT", f"{path}/answers/goal-setting", {"value": ["yes", "not_yet"][turn % 2]})
            took += milliseconds(lambda: client.ask("GET", f"{path}/pdf"), 1)
        size = len(client.ask("GET", f"{path}/pdf"))
        others = [client.full_workbook(f"{number} ") for number in range(10)]
        others_took = [milliseconds(lambda: client.ask("GET", f"/api/v1/workbooks/{other}/pdf"), 1)[0] for other in others * 4]
    out = folder / "out.pdf"
    cold = milliseconds(lambda: subprocess.run([BINARY, "pdf", export, out], check=True, capture_output=True), 11)
    figures["Crosswalk"] = {"warm_ms": middle(took[10:]), "cold_ms": middle(cold), "kb": round(size / 1000, 1), "pages": pages_of(out),
                           "others_ms": middle(others_took[10:])}

    page = folder / "workbook.html"
    page.write_text(as_html(json.loads(export.read_text())["workbook"]))
    figures["WeasyPrint"] = weasyprint(page, folder / "weasyprint.pdf")
    figures["Chromium"] = chromium(page, folder / "chromium.pdf")
    shutil.rmtree(folder)
    return figures


def weasyprint(page, out):
    import weasyprint as library

    took = milliseconds(lambda: library.HTML(str(page)).write_pdf(out, pdf_variant="pdf/ua-1"), 12)
    command = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", page, out]
    cold = milliseconds(lambda: subprocess.run(command, check=True, capture_output=True), 5)
    return {"warm_ms": middle(took[2:]), "cold_ms": middle(cold), "kb": round(out.stat().st_size / 1000, 1), "pages": pages_of(out)}


def chromium(page, out):
    command = ["node", WORK / "chromium-pdf.mjs", page, out, "12"]
    took = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=WORK).stdout)
    browser = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", f"file://{page}"]
    cold = milliseconds(lambda: subprocess.run(command, check=True, capture_output=True), 5)
    return {"warm_ms": middle(took[2:]), "cold_ms": middle(cold), "kb": round(out.stat().st_size / 1000, 1), "pages": pages_of(out)}


def pages_of(file):
    said = subprocess.run(["pdfinfo", file], capture_output=True, text=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", said)[1])


def as_html(workbook):
    """The same content as a plain web page, for the peers to print."""
    rows = "".join(
        f"<tr><th>{key}</th><td>A question of about this length, in plain words, for each of the topics?</td><td>{answer['value']}</td></tr>"
        for key, answer in workbook["answers"].items()
    )
    notes = "".join(f"<h2>{stage}</h2><p>{text}</p>" for stage, text in workbook["notes"].items())
    style = "body{font:11pt sans-serif}table{border-collapse:collapse}td,th{border:1px solid;padding:4pt;text-align:left}"
    return (f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Workbook</title><style>{style}</style></head>"
            f"<body><h1>Readiness workbook</h1><table>{rows}</table>{notes}</body></html>")


def pages():
    figures = {}
    with crosswalk(cores="0") as server:
        client = Client(server)
        token = client.full_workbook()
        for name, path in (("Home", "/"), ("Toolkit guide", "/toolkit/assess"), ("Full workbook", f"/w/{token}")):
            for form, header in (("plain", None), ("gzip", "Accept-Encoding: gzip")):
                figures[f"{name}, {form}"] = wrk(server, path, header)
    return figures


def wrk(server, path, header):
    command = ["taskset", "-c", "1", "wrk", "-t1", "-c32", "-d10s", *(["-H", header] if header else []), f"http://127.0.0.1:{server.port}{path}"]
    subprocess.run([*command[:5], "-c8", "-d1s", command[-1]], capture_output=True)
    before = server.cpu_seconds()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = server.cpu_seconds() - before
    requests = int(re.search(r"(\d+) requests in", said)[1])
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return {"per_cpu_second": round(requests / used), "per_second": round(requests / 10), "failed": int(failed[1]) if failed else 0}


def weight():
    with crosswalk() as server:
        token = Client(server).full_workbook()

        def visits(path):
            command = ["node", WORK / "weight.mjs", f"http://127.0.0.1:{server.port}{path}"]
            return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=WORK).stdout)

        workbook, guide = visits(f"/w/{token}"), visits("/toolkit/assess")["first"]
    figures = {
        visit: {"kb": round(counted["bytes"] / 1000, 1), "requests": len(counted["requests"]), "live_kb": round(counted["live"] / 1000, 1),
                "paths": [path.replace(token, "T") for path in counted["requests"]]}
        for visit, counted in workbook.items()
    }
    fonts = sum((ROOT / "islands/dist" / path.rsplit("/", 1)[1]).stat().st_size for path in guide["requests"] if path.endswith(".woff2"))
    figures["guide"] = {"kb": round((guide["bytes"] - fonts) / 1000, 1), "requests": len(guide["requests"]), "live_kb": 0, "paths": guide["requests"]}
    return figures


def meetings():
    with crosswalk() as server:
        command = ["node", ROOT / "bench/meeting.mjs", f"http://127.0.0.1:{server.port}", str(server.pid), "300", "20"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            sys.exit(f"The meeting failed: {done.stderr.strip()[-300:]}")
        return json.loads(done.stdout)


QUERIES = ["attendance", "chronic absence", "section 8", "how do we share data", "ferpa", "vouch", "cronic absense", "homeless students in motels",
           "what is a backbone organization", "kindergarten readiness", "zzzz", "power and agency of small partners", "mckinney vento liaison", "eviction"]


def search():
    with crosswalk(cores="0") as server:
        client = Client(server)
        paths = [f"/api/v1/search?language=en&q={urllib.parse.quote(query)}" for query in QUERIES]
        for path in paths:
            client.ask("GET", path)
        before, taken = server.cpu_seconds(), []
        for path in paths * 40:
            start = time.perf_counter()
            client.ask("GET", path)
            taken.append((time.perf_counter() - start) * 1000)
        cpu = (server.cpu_seconds() - before) / len(taken) * 1000
    taken.sort()
    return {"p50_ms": round(statistics.median(taken), 2), "p99_ms": round(taken[int(len(taken) * 0.99)], 2), "cpu_ms": round(cpu, 2), "queries": len(taken)}


def memory():
    starts = []
    for _ in range(11):
        with crosswalk() as server:
            starts.append(server.start_seconds * 1000)
    figures = {"start_ms": middle(starts)}
    with crosswalk() as server:
        time.sleep(2)
        figures["idle_mb"] = round(server.memory_mb(), 1)
        figures["idle_own_mb"] = round(server.own_memory_mb(), 1)
        client = Client(server)
        token = client.full_workbook()
        for _ in range(200):
            client.ask("GET", f"/api/v1/workbooks/{token}/pdf")
        figures["after_pdfs_mb"] = round(server.memory_mb(), 1)
        tokens = [client.new_workbook() for _ in range(200)]
        for opened in tokens:
            client.ask("GET", f"/w/{opened}")
        paths = WORK / "paths"
        paths.write_text("".join(f"/live/{opened}\n" for opened in tokens))
        load(server, 200, 200, 1, "--paths", paths, "--text", "notes/assess")
        figures["after_workbooks_mb"] = round(server.memory_mb(), 1)
        time.sleep(IDLE_SECONDS)
        figures["after_idle_mb"] = round(server.memory_mb(), 1)
    return figures


# Rooms leave memory after a while without people.
IDLE_SECONDS = 90


# Workbooks and people of the section on idle memory.
IDLE_WORKBOOKS, IDLE_PEOPLE = 400, 2_000


class Listener:
    """Somebody with a workbook open who does nothing: a WebSocket that said hello and was told the document."""

    def __init__(self, server, token):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        self.socket.sendall(f"GET /live/{token}?v=1 HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode())
        told = b""
        while b"\r\n\r\n" not in told:
            told += self.socket.recv(4096)
        # Sync, step 1, of an empty document; masked with zeros.
        self.socket.sendall(bytes([0x82, 0x84, 0, 0, 0, 0, 0, 0, 1, 0]))
        # The answer is more than a kilobyte, so this waits for it.
        heard = 0
        while heard < 1024:
            heard += len(self.socket.recv(65_536))


def idle():
    with crosswalk() as server:
        with concurrent.futures.ThreadPoolExecutor(16) as threads:
            tokens = list(threads.map(lambda _: Client(server).full_workbook(), range(IDLE_WORKBOOKS)))
        client = Client(server)
        time.sleep(IDLE_SECONDS)
        nobody = server.memory_mb()
        for token in tokens:
            client.ask("GET", f"/api/v1/workbooks/{token}")
        opened = server.memory_mb()
        people = [Listener(server, tokens[number % IDLE_WORKBOOKS]) for number in range(IDLE_PEOPLE)]
        time.sleep(5)
        joined = server.memory_mb()
        cpu = server.cpu_seconds()
        time.sleep(30)
        cpu = (server.cpu_seconds() - cpu) / 30 * 100
        for person in people:
            person.socket.close()
    return {"nobody_mb": nobody, "workbook_kb": (opened - nobody) * 1024 / IDLE_WORKBOOKS, "person_kb": (joined - opened) * 1024 / IDLE_PEOPLE, "cpu_pct": cpu}


def idle_text(f):
    rows = [
        ["A workbook in memory, open and idle, kB", f"{f['workbook_kb']:.1f}", 50, verdict(f["workbook_kb"], 50)],
        ["A connected person, idle, kB", f"{f['person_kb']:.1f}", 20, verdict(f["person_kb"], 20)],
        [f"{IDLE_PEOPLE:,} connected people who do nothing, % of a core", f"{f['cpu_pct']:.1f}", "", ""],
    ]
    return table(["What", "Measured", "At most", ""], rows)


# ---- the document -----------------------------------------------------------------------------------------------


def verdict(value, limit, least=False):
    """Whether the figure is reached, and by how much it is missed if not."""
    if value >= limit if least else value <= limit:
        return "reached"
    off = abs(value - limit) / limit * 100
    return f"missed by {off:.0f} %"


def table(head, rows):
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(' --- ' for _ in head)}|"]
    return "\n".join(lines + [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows])


LIVE_LIMITS = {
    "1000 people in one workbook, one edit a second each": {"cores": 0.35, "p99": 30, "mb": 40},
    "1000 people over 50 workbooks, one edit a second each": {"p99": 5},
    "200 people in one workbook, 20 edits a second each": {"p99": 30},
}


def live_text(figures):
    rows, notes = [], []
    for name, both in figures.items():
        for program, f in both.items():
            if "failed" in f:
                rows.append([name, program, f"failed: {f['failed']}", "", "", "", "", "", ""])
                continue
            rows.append([name, program, f"{f['delivered_per_s']:,.0f}", f"{f['delivered_pct']:.1f} %", f"{f['server_cpu_pct'] / 100:.2f}",
                         f"{f['delivery_p50_ms']:.1f}", f"{f['delivery_p99_ms']:.1f}", f"{f['server_rss_peak_mb']:.0f}", f"{f['other_cpu_pct']:.0f} %"])
        notes += live_notes(name, both["crosswalk"], both["hocuspocus"])
    head = ["Load", "Program", "Deliveries a second", "Delivered", "Cores", "p50 ms", "p99 ms", "Peak MB", "Other work on the machine"]
    return table(head, rows) + "\n\n" + "\n".join(notes)


def live_notes(name, ours, theirs):
    if "failed" in ours:
        return [f"- {name}: Crosswalk's run failed."]
    limits = LIVE_LIMITS[name]
    values = {"cores": ours["server_cpu_pct"] / 100, "p99": ours["delivery_p99_ms"], "mb": ours["server_rss_peak_mb"]}
    units = {"cores": "core", "p99": "ms p99", "mb": "MB"}
    told = [f"{values[key]:.2f} {units[key]} of at most {limit}: {verdict(values[key], limit)}" for key, limit in limits.items()]
    if "failed" not in theirs:
        told.append(f"{ours['server_cpu_pct'] / theirs['server_cpu_pct']:.2f} of Hocuspocus's CPU")
        told.append(f"{ours['delivery_p99_ms'] / theirs['delivery_p99_ms']:.2f} of its p99")
    return [f"- {name}: {'; '.join(told)}."]


def pdf_text(figures):
    ours = figures["Crosswalk"]
    rows = [[name, f["warm_ms"], f["cold_ms"], f["kb"], f["pages"], f"{f['warm_ms'] / ours['warm_ms']:.1f}", f"{f['cold_ms'] / ours['cold_ms']:.1f}"]
            for name, f in figures.items()]
    head = ["Program", "Warm ms", "Cold process ms", "kB", "Pages", "Warm, times ours", "Cold, times ours"]
    told = [("warm", ours["warm_ms"], 20, "ms"), ("cold", ours["cold_ms"], 100, "ms"), ("size", ours["kb"], 60, "kB")]
    others = f"\n- another workbook each time, none of the last ten: {ours['others_ms']} ms."
    return table(head, rows) + "\n\n" + "\n".join(f"- {name}: {value} {unit} of at most {limit}: {verdict(value, limit)}." for name, value, limit, unit in told) + others


def pages_text(figures):
    limits = {"Home, plain": 20_000, "Toolkit guide, plain": 20_000, "Full workbook, plain": 5_000}
    rows = [[name, f"{f['per_cpu_second']:,}", f"{f['per_second']:,}", f["failed"],
             f"{limits[name]:,}: {verdict(f['per_cpu_second'], limits[name], least=True)}" if name in limits else ""] for name, f in figures.items()]
    return table(["Page", "Per CPU second", "Per second", "Failed", "At least"], rows)


def search_text(f):
    rows = [
        ["Median, ms", f["p50_ms"], 5, verdict(f["p50_ms"], 5)],
        ["99th percentile, ms", f["p99_ms"], 5, verdict(f["p99_ms"], 5)],
        ["CPU a query, ms", f["cpu_ms"], 5, verdict(f["cpu_ms"], 5)],
    ]
    return table(["What", "Measured", "At most", ""], rows)


def meetings_text(f):
    rows = [
        ["From a tap to the screen, median, ms", f["screen_p50_ms"], "", ""],
        ["From a tap to the screen, 99th percentile, ms", f["screen_p99_ms"], 200, verdict(f["screen_p99_ms"], 200)],
        ["From a tap to \"your answer is in\", 99th percentile, ms", f["saved_p99_ms"], "", ""],
        ["Cores", f["cores"], 0.3, verdict(f["cores"], 0.3)],
        ["Resident memory, MB", f["rss_mb"], "", ""],
    ]
    return table(["What", "Measured", "At most", ""], rows) + f"\n\n{f['taps']:,} taps of {f['phones']} phones; {f['screen_frames_per_s']} frames a second to the screen."


def weight_text(figures):
    rows = [[{"guide": "first, a toolkit guide, beyond fonts"}.get(visit, visit), f["kb"], f["requests"], f["live_kb"]] for visit, f in figures.items()]
    first = figures["first"]
    told = f"- First visit: {first['kb']} kB of at most 150: {verdict(first['kb'], 150)}; {first['requests']} requests of at most 12: {verdict(first['requests'], 12)}."
    if guide := figures.get("guide"):
        told += f"\n- First visit of a toolkit guide: {guide['kb']} kB beyond fonts of at most 60: {verdict(guide['kb'], 60)}. Whoever stays 8 s gets the rest of the toolkit for offline use besides."
    paths = ", ".join(f"`{path}`" for path in figures["second"]["paths"])
    return table(["Visit", "kB down", "Requests", "Live socket kB"], rows) + f"\n\n{told}\n- The second visit asks for {paths}."


def memory_text(f):
    rows = [
        ["Start until it listens, ms", f["start_ms"], 200, verdict(f["start_ms"], 200)],
        ["Idle, MB", f["idle_mb"], 30, verdict(f["idle_mb"], 30)],
        ["Idle, without the pages of the program's file, MB", f["idle_own_mb"], "", ""],
        ["After 200 PDFs, MB", f["after_pdfs_mb"], 80, verdict(f["after_pdfs_mb"], 80)],
        ["After 200 opened workbooks as well, MB", f["after_workbooks_mb"], 80, verdict(f["after_workbooks_mb"], 80)],
        [f"After {IDLE_SECONDS} s without people, MB", f["after_idle_mb"], "", ""],
    ]
    return table(["What", "Measured", "At most", ""], rows)


SECTIONS = {
    "live": (live, live_text, "Live editing", "Crosswalk checks every update and forces it to disk; Hocuspocus runs as it comes, in memory and without checks. "
             "One load client (bench/yws-load) on the same machine; look at other work before you trust a latency."),
    "nodes": (nodes, nodes_text, "Several nodes", "One PostgreSQL that forces to disk, nodes, and the load client, all on this machine: so more nodes get no more cores, and the figures "
              "show what they cost, not what they gain. The people of each workbook are spread over all nodes; one edit a second each."),
    "growth": (growth, growth_text, "How cost grows", "The same instance with 31 workbooks, and with copies of one beside them (100,000 unless told): 26 answers, five notes of 120 words, 100 changes each, "
               "all within the 30 days that every state is kept, and older than an hour: log and history are packed. Medians. The copies are alike, so the size of the backup says little. The database is warm from the copying."),
    "idle": (idle, idle_text, "Idle cost", f"Growth of the resident memory of the whole process: {IDLE_WORKBOOKS} workbooks of 26 answers and five notes, opened over the API, "
             f"then {IDLE_PEOPLE:,} people who have them open."),
    "pdf": (pdf, pdf_text, "PDF of a full workbook", "26 answers and five notes of 120 words. Warm: one running program, the median of 50 (peers: 10), the same workbook with another answer each time. "
            "Cold: a new process. The peers print the same text as a plain table, without Crosswalk's layout; all are asked for tagged PDF."),
    "pages": (pages, pages_text, "Pages", "wrk with 32 connections on one core, the server on the other, which writes a line to its log for each request."),
    "search": (search, search_text, "Search", "14 different questions 40 times over one connection, the answer of the API read whole; the server on one core, SQLite."),
    "meetings": (meetings, meetings_text, "A meeting in the room", "300 phones and one screen in one meeting: everybody answers within two seconds after a question comes up, and changes the answer once. "
                 "One load client (bench/meeting.mjs) on the same machine, SQLite."),
    "weight": (weight, weight_text, "First and second visit", "Counted by a proxy between Chromium and the server: headers, fonts, scripts and the service worker's own requests included."),
    "memory": (memory, memory_text, "Start and memory", "Resident memory of the whole process."),
}


def machine():
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model[1] if model else platform.machine()}), {memory_gb:.0f} GB, Linux {platform.release()}"


def write_document():
    parts = ["# Benchmarks", "", "Written by `make bench`; do not edit by hand. One section alone: `bench/run live`.", ""]
    for key, (_, text, title, how) in SECTIONS.items():
        file = FIGURES / f"{key}.json"
        if file.exists():
            kept = json.loads(file.read_text())
            parts += [f"## {title}", "", how, "", text(kept["figures"]), "", f"Measured {kept['date']} on {kept['machine']}.", ""]
    (ROOT / "docs/BENCHMARKS.md").write_text("\n".join(parts))


def main(wanted):
    unknown = [name for name in wanted if name not in SECTIONS]
    if unknown:
        sys.exit(f"No such section: {' '.join(unknown)}. There are: {' '.join(SECTIONS)}.")
    FIGURES.mkdir(parents=True, exist_ok=True)
    for name in wanted or SECTIONS:
        print(f"== {name}", flush=True)
        figures = SECTIONS[name][0]()
        kept = {"date": datetime.date.today().isoformat(), "machine": machine(), "figures": figures}
        (FIGURES / f"{name}.json").write_text(json.dumps(kept, indent=1))
        print(json.dumps(figures, indent=1), flush=True)
        write_document()
    print("Written: docs/BENCHMARKS.md")


if __name__ == "__main__":
    main(sys.argv[1:])
