"""Attacks on the server: from elsewhere, without a key, with too much. Each is refused, and nothing is changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.serve.desks import HOME, LARGEST, PORT, Asked, archive, asked, copied

__all__ = ["archive"]


@pytest.fixture(scope="module")
def desk(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """One desk for all attacks: none of them may change it."""
    with asked(copied(archive, tmp_path_factory.mktemp("gate") / "briefe")) as found:
        yield found


def stranger(desk: Asked) -> TestClient:
    """Somebody without the key."""
    return TestClient(desk.client.app, base_url=HOME)


FOREIGN: dict[str, dict[str, str]] = {
    "another name for this computer": {"host": f"boese.example:{PORT}"},
    "another port": {"host": "127.0.0.1:1"},
    "no port": {"host": "127.0.0.1"},
    "an address like ours": {"host": f"127.0.0.1.boese.example:{PORT}"},
    "a foreign page": {"origin": "http://boese.example"},
    "a page of another port": {"origin": "http://127.0.0.1:1"},
    "a page from a file": {"origin": "null"},
    "what the browser says is foreign": {"sec-fetch-site": "cross-site"},
    "a page of the same machine": {"sec-fetch-site": "same-site"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize(("method", "path"), [("GET", "/api/list"), ("POST", "/api/read"), ("POST", "/api/enter"), ("GET", "/desk.js")])
def test_nobody_else_may_ask(method: str, path: str, headers: dict[str, str], desk: Asked) -> None:
    answer = desk.client.request(method, path, headers=headers, json={} if method == "POST" else None)
    assert answer.status_code == 403
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize("key", [None, "", "x", "x" * 43, "\xe4"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/state"), ("GET", "/api/list"), ("GET", "/api/documents/x"), ("GET", "/api/documents/x/draft"),
     ("GET", "/api/downloads/xlsx"), ("GET", "/api/open"),
     ("POST", "/api/files"), ("POST", "/api/quit"), ("POST", "/api/documents/x/changes"), ("GET", "/nichts"), ("PUT", "/api/files")],
)  # fmt: skip
def test_without_the_key_nothing(method: str, path: str, key: str | None, desk: Asked) -> None:
    headers = {} if key is None else {b"x-anfrage-key": key.encode("latin-1")}
    answer = stranger(desk).request(method, path, headers=headers)
    assert answer.status_code == 401 and set(answer.json()) == {"error"}


def test_the_empty_page_knows_no_document(desk: Asked) -> None:
    names = set(desk.rows())
    for path in ("/", "/desk.js", "/desk.css"):
        answer = stranger(desk).get(path)
        assert answer.status_code == 200
        assert names and not any(name in answer.text for name in (*names, desk.keys.key, str(desk.desk.place.folder)))


def test_every_answer_forbids_what_is_not_ours(desk: Asked) -> None:
    for path, status in (("/", 200), ("/api/list", 200), ("/nichts", 404), ("/api/documents/x", 404)):
        answer = desk.client.get(path)
        assert answer.status_code == status
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy and "http" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store" and "access-control-allow-origin" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_style_and_script_are_written_as_they_are(desk: Asked) -> None:
    for path in ("/desk.js", "/desk.css"):
        assert "&#" not in desk.client.get(path).text and "&lt;" not in desk.client.get(path).text


def test_a_ticket_is_good_once(desk: Asked) -> None:
    ticket, client = desk.keys.ticket(), stranger(desk)
    assert client.post("/api/enter", json={"key": ticket}).json() == {"key": desk.keys.key}
    for used in (ticket, "", "x", None, 7, ["x"]):
        assert client.post("/api/enter", json={"key": used}).status_code == 401
    assert client.post("/api/enter", json={"key": desk.keys.key}).json() == {"key": desk.keys.key}


BODIES: dict[str, bytes] = {
    "nothing": b"", "no JSON": b"{", "a list": b"[]", "a number": b"7", "deep": b"[" * 100_000, "no changes": b"{}",
    "no part": b'{"changes": [{"field": "date", "value": "1.1.2024"}]}',
    "no field": b'{"part": 1, "changes": [{"value": "x"}]}',
    "too many": b'{"part": 1, "changes": [' + b",".join([b'{"field": "date", "value": null}'] * 60) + b"]}",
    "a value of another kind": b'{"part": 1, "changes": [{"field": "date", "value": {"a": 1}}]}',
    "no object": b'{"part": 1, "changes": ["date"]}',
    "a part of another kind": b'{"part": "1", "changes": [{"field": "date", "value": "x"}]}',
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("verb", ["changes", "check"])
def test_what_is_no_order_of_the_page(verb: str, body: bytes, desk: Asked) -> None:
    answer = desk.client.post(f"{desk.path('brief.txt')}/{verb}", content=body)
    assert answer.status_code == 400 and "nicht zu verstehen" in answer.json()["error"]
    assert not list(desk.desk.place.folder.glob("*.toml"))


@pytest.mark.parametrize("field", ["../../x", "source.name", "date\n", "questions[99999].text", "__class__", "findings[0].code", "x" * 500])
def test_what_is_no_field(field: str, desk: Asked) -> None:
    error = desk.change("brief.txt", {"field": field, "value": "x"}, status=422)
    assert error["error"] and error["field"] == field
    assert not list(desk.desk.place.folder.glob("*.toml"))


@pytest.mark.parametrize("name", ["../brief.txt", "..%2F..%2Fetc%2Fpasswd", "brief.txt", "%2e%2e", "0" * 24, "/etc/passwd"])
def test_a_path_is_no_name(name: str, desk: Asked) -> None:
    for rest in ("", "/text", "/pages/1", "/like"):
        answer = desk.client.get(f"/api/documents/{name}{rest}")
        assert answer.status_code == 404
        assert "root:" not in answer.text


def test_a_body_beyond_the_limit(desk: Asked) -> None:
    desk.drop("gross.txt", b"x" * (LARGEST + 1), 413)

    def pieces() -> Any:
        for _ in range(30):
            yield b"x" * 10_000

    answer = desk.client.post("/api/files", content=pieces(), headers={"x-name": "gross.txt"})  # no length is told before
    assert answer.status_code == 413
    assert desk.client.post("/api/read", content=b"x" * 1024 * 1024 + b"xx").status_code == 413
    for length in ("-1", "1e3", "x", "9" * 40):
        assert desk.client.post("/api/files", content=b"x", headers={"content-length": length, "x-name": "a.txt"}).status_code == 413
    assert not list(desk.desk.place.folder.glob("*gross*"))


def test_a_thousand_files(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    with asked(tmp_path / "leer", reading=False) as desk:
        codes = [
            desk.client.post("/api/files", content=b"Anfrage %d" % number, headers={"x-name": f"{number}.txt"}).status_code
            for number in range(1000)
        ]
        assert codes == [200] * 500 + [429] * 500
        assert len(list((tmp_path / "leer").glob("*.txt"))) == 500


def test_names_of_other_methods_and_paths(desk: Asked) -> None:
    assert desk.client.get("/api/quit").status_code == 405
    assert desk.client.post("/api/state", json={}).status_code == 405
    assert desk.client.options("/api/list").status_code == 405
    assert desk.client.get("/desk.js/../api/list").status_code in (200, 404)
    assert desk.client.get(f"{HOME}//api/list").status_code == 404
