"""What the page may ask: one small function for each path."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from anfrage_parser.corrections.making import Change, NotTakenError
from anfrage_parser.errors import AnfrageError, BugError, LimitError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.readers import LIMIT_BYTES
from anfrage_parser.serve import page
from anfrage_parser.serve.changes import ConflictError
from anfrage_parser.serve.desk import Desk
from anfrage_parser.serve.downloads import DOWNLOADS, made
from anfrage_parser.serve.gate import Gate, Keys, TooLargeError
from anfrage_parser.serve.lists import like, open_inquiries, papers

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MOST_CHANGES = 50
"""Changes in one request."""

STATUS = {ConflictError: 409, LimitError: 429, UsageError: 400, UnreadableError: 404}
"""Error → HTTP status; of several, the first that fits."""


def application(desk: Desk, keys: Keys, port: int, leave: Callable[[], None], largest_file: int = LIMIT_BYTES) -> Gate:
    """Return the whole application; `leave` ends the server, `largest_file` is in bytes."""
    return Gate(Starlette(routes=[*_page(), *_archive(desk, keys, leave), *_documents(desk)]), keys, port, largest_file)


def _page() -> list[Route]:
    """The empty page."""
    return [
        _asked("/", lambda _: Response(page.shell(), media_type="text/html")),
        _asked("/desk.css", lambda _: Response(page.style(), media_type="text/css")),
        _asked("/desk.js", lambda _: Response(page.script(), media_type="text/javascript")),
        _asked("/favicon.ico", lambda _: Response(status_code=204)),
    ]


def _archive(desk: Desk, keys: Keys, leave: Callable[[], None]) -> list[Route]:
    """What is about the archive as a whole."""
    return [
        _told("/api/enter", lambda _, said: _entered(keys, said)),
        _told("/api/quit", lambda _, __: leave()),
        _told("/api/read", lambda _, __: desk.reading.ask()),
        _sent("/api/files", lambda r, data: desk.take(unquote(r.headers.get("x-name", "")), data)),
        _asked("/api/state", lambda _: desk.state()),
        _asked("/api/list", lambda r: desk.listed(_word(r, "filter"), _word(r, "q"), _number(r, "from"))),
        _asked("/api/open", lambda r: open_inquiries(desk, _word(r, "all") == "")),
        _asked("/api/downloads/{kind}", lambda r: _download(desk, r)),
    ]


def _documents(desk: Desk) -> list[Route]:
    """What is about one document."""
    one = "/api/documents/{name}"
    return [
        _asked(one, lambda r: desk.document(_name(r))),
        _asked(f"{one}/text", lambda r: desk.text(_name(r))),
        _asked(f"{one}/pages/{{page:int}}", lambda r: _picture(desk, r)),
        _asked(f"{one}/draft", lambda r: _draft(desk, r)),
        _asked(f"{one}/like", lambda r: like(desk, _name(r))),
        _asked(f"{one}/papers", lambda r: papers(desk, _name(r), _word(r, "q"))),
        _told(f"{one}/check", lambda r, said: _check(desk, r, said)),
        _told(f"{one}/changes", lambda r, said: _change(desk, r, said)),
        _told(f"{one}/checked", lambda r, said: _mark(desk, r, said)),
        _told(f"{one}/undo", lambda r, said: _undo(desk, r, said)),
        _told(f"{one}/links", lambda r, said: _link(desk, r, said)),
    ]


def _asked(path: str, work: Callable[[Request], Any]) -> Route:
    """Return the route of a question, which is answered in a thread."""

    async def answer(request: Request) -> Response:
        return await _answered(lambda: run_in_threadpool(work, request))

    return Route(path, answer)


def _told(path: str, work: Callable[[Request, dict[str, Any]], Any]) -> Route:
    """Return the route of an order: a JSON object, carried out in a thread."""
    return _sent(path, lambda request, data: work(request, _object(data)))


def _sent(path: str, work: Callable[[Request, bytes], Any]) -> Route:
    """Return the route of bytes that are sent, which are dealt with in a thread."""

    async def answer(request: Request) -> Response:
        async def run() -> Any:
            return await run_in_threadpool(work, request, await request.body())

        return await _answered(run)

    return Route(path, answer, methods=["POST"])


def _entered(keys: Keys, said: dict[str, Any]) -> Any:
    key = keys.enter(str(said.get("key", "")))
    return {"key": key} if key is not None else JSONResponse({"error": say("diese Adresse gilt nicht mehr")}, 401)


async def _answered(work: Callable[[], Awaitable[Any]]) -> Response:
    """Return the answer of some work; an error becomes its line for people, which quotes no document."""
    try:
        found = await work()
    except TooLargeError:
        return JSONResponse({"error": say("das ist zu groß")}, 413)
    except NotTakenError as error:
        return JSONResponse({"error": error.reason, "field": error.field}, 422)
    except Exception as error:
        ours = error if isinstance(error, AnfrageError) else BugError(error)
        status = next((status for kind, status in STATUS.items() if isinstance(ours, kind)), 500)
        return JSONResponse({"error": str(ours)}, status)
    found = {} if found is None else found
    return found if isinstance(found, Response) else Response(_as_json(found), media_type="application/json")


def _as_json(value: object) -> bytes:
    """Return a value as JSON; a lone surrogate, which is no character, becomes "?"."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")


def _object(data: bytes) -> dict[str, Any]:
    """Return the JSON object that was sent; `UsageError` for anything else."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise UsageError(say("die Anfrage der Seite ist nicht zu verstehen"), say("die Seite neu laden"))
    return said


def _name(request: Request) -> str:
    return str(request.path_params["name"])


def _word(request: Request, name: str) -> str:
    return str(request.query_params.get(name, ""))


def _number(request: Request, name: str) -> int:
    word = _word(request, name)
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else 0


def _version(said: dict[str, Any]) -> str:
    return str(said.get("version", ""))


def _changes(said: dict[str, Any]) -> tuple[int, list[Change]]:
    """Return the part and the changes of a request; `UsageError` for anything else."""
    rows, part = said.get("changes"), said.get("part")
    if isinstance(rows, list) and isinstance(part, int) and 0 < len(rows) <= MOST_CHANGES and all(isinstance(row, dict) for row in rows):
        found = [(row.get("field"), row.get("value"), row.get("insert", False)) for row in rows]
        if all(isinstance(f, str) and (v is None or isinstance(v, str)) and isinstance(i, bool) for f, v, i in found):
            return part, [Change(f, (v or "").strip() or None, i) for f, v, i in found]
    raise UsageError(say("die Anfrage der Seite ist nicht zu verstehen"), say("die Seite neu laden"))


def _check(desk: Desk, request: Request, said: dict[str, Any]) -> dict[str, str]:
    """Return why changes are not taken, as long as they are typed no error: empty if they are."""
    try:
        desk.changes.check(desk.editable(_name(request)), *_changes(said))
    except NotTakenError as error:
        return {"refusal": error.reason}
    return {"refusal": ""}


def _change(desk: Desk, request: Request, said: dict[str, Any]) -> Any:
    part, changes = _changes(said)
    return desk.saved(_name(request), lambda row: desk.changes.change(row, _version(said), part, changes))


def _mark(desk: Desk, request: Request, said: dict[str, Any]) -> Any:
    return desk.saved(_name(request), lambda row: desk.changes.mark(row, _version(said), said.get("checked") is True))


def _undo(desk: Desk, request: Request, said: dict[str, Any]) -> Any:
    return desk.saved(_name(request), lambda row: desk.changes.undo(row, _version(said)))


def _link(desk: Desk, request: Request, said: dict[str, Any]) -> Any:
    verb, side, part, other_part = (said.get(name) for name in ("verb", "side", "part", "other_part"))
    if verb not in ("pair", "unpair") or side not in ("inquiry", "answer") or not isinstance(part, int) or not isinstance(other_part, int):
        raise UsageError(say("die Anfrage der Seite ist nicht zu verstehen"), say("die Seite neu laden"))
    own, other = (desk.key_of(_name(request)), part), (desk.key_of(str(said.get("other", ""))), other_part)
    with desk.lock:
        desk.links.decide(verb, *((own, other) if side == "answer" else (other, own)))
    return desk.document(_name(request))


def _picture(desk: Desk, request: Request) -> Response:
    data, width, height = desk.picture(_name(request), int(request.path_params["page"]))
    return Response(data, media_type="image/webp", headers={"x-size": f"{width:.2f} {height:.2f}"})


def _draft(desk: Desk, request: Request) -> Response:
    data = desk.draft(_name(request), _number(request, "part") or 1)
    return Response(data, media_type=DOCX, headers={"content-disposition": 'attachment; filename="antwort.docx"'})


def _download(desk: Desk, request: Request) -> Response:
    kind = str(request.path_params["kind"])
    if kind not in DOWNLOADS:
        raise UnreadableError(say("so eine Datei gibt es nicht"))
    headers = {"content-disposition": f'attachment; filename="{DOWNLOADS[kind].name}"'}
    return StreamingResponse(made(desk, kind), media_type=DOWNLOADS[kind].media_type, headers=headers)
