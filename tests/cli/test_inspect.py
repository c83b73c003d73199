"""`anfrage inspect`: boxes where the words stand, names that hide nothing, files that are never replaced unasked."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from typer.testing import CliRunner, Result

from anfrage_parser import parse_file
from anfrage_parser.cli.app import app
from anfrage_parser.fields import name_of
from anfrage_parser.readers.drawing import draw
from anfrage_parser.review.fields import GROUPS, group_of
from anfrage_parser.review.picture import RESOLUTION, annotate, boxes, pictures
from anfrage_parser.review.tag_placement import TagPlacer
from tests.command import SAMPLES
from tests.pdfs import letter, pdf

RUN = CliRunner()


def inspect(*words: str) -> Result:
    return RUN.invoke(app, ["inspect", *words])


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.pdf")), ids=lambda p: p.name)
def test_every_page_of_a_sample(sample: Path, tmp_path: Path) -> None:
    result = inspect(str(sample), "-o", str(tmp_path / "{page}.png"))
    assert result.exit_code == 0, result.stderr
    count = parse_file(sample)[0].source.pages
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{n}.png" for n in range(1, count + 1)]


def test_boxes_have_their_colour_and_tags_hide_no_ink() -> None:
    data = (SAMPLES / "mainzer-formular.pdf").read_bytes()
    inquiries = parse_file(SAMPLES / "mainzer-formular.pdf")
    ((page, plain, scale),) = pictures(draw(data, [1], RESOLUTION))
    found = boxes(inquiries, page)
    drawn = annotate(plain, scale, found)
    assert drawn.height > plain.height  # the legend
    for path, place in found:
        assert place.bbox is not None
        red, green, blue = bytes.fromhex(group_of(path).colour[1:])
        x, y = round(place.bbox[0] * scale - 1), round((place.bbox[1] + place.bbox[3]) / 2 * scale)
        pixels = [drawn.getpixel((x + dx, y)) for dx in (-1, 0, 1)]
        assert (red, green, blue) in pixels, path
    ink = plain.convert("L").point(lambda grey: 255 if grey < 90 else 0)
    kept = drawn.crop((0, 0, *plain.size)).convert("L").point(lambda grey: 255 if grey < 130 else 0)
    assert ImageChops.subtract(ink, kept).histogram()[255] < 30  # below the frames' own lines


def test_a_tag_takes_free_room() -> None:
    picture = Image.new("L", (200, 100), "white")
    picture.paste(0, (50, 20, 150, 38))  # ink above the frame
    placer = TagPlacer(picture, [(50, 40, 150, 60)])
    assert placer.place_tag((50, 40, 150, 60), (40, 12)) == (8, 44)  # left of it
    assert placer.place_tag((50, 40, 150, 60), (40, 12)) == (152, 44)  # then right of it


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["brief-zwei-seiten.pdf", "-o", "OUT/a.png"], 2, "{page}"),
        (["brief-zwei-seiten.pdf", "--pages", "3", "-o", "OUT/a.png"], 2, "1-2"),
        (["brief-zwei-seiten.pdf", "--pages", "2-1", "-o", "OUT/a.png"], 2, "1-2"),
        (["brief-zwei-seiten.pdf", "--pages", "x", "-o", "OUT/a.png"], 2, "1-2"),
        (["brief.txt", "-o", "OUT/a.png"], 2, "anfrage show"),
        (["brief-zwei-seiten.pdf", "--pages", "1", "-o", "OUT/keiner/a.png"], 10, "keiner gibt es nicht"),
        (["keins.pdf", "-o", "OUT/a.png"], 4, "keins.pdf"),
    ],
)
def test_what_is_refused(words: list[str], code: int, message: str, tmp_path: Path) -> None:
    result = inspect(str(SAMPLES / words[0]), *(word.replace("OUT", str(tmp_path)) for word in words[1:]))
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr
    assert list(tmp_path.iterdir()) == []


def test_documents_without_pages_are_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    """A Word file is not damaged because it can't be drawn."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (SAMPLES / "brief.txt").read_text(encoding="utf-8").splitlines())
    schema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(tmp_path / "brief.docx", "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f'<w:document xmlns:w="{schema}"><w:body>{body}</w:body></w:document>')
    page = (SAMPLES / "brief.txt").read_text(encoding="utf-8").replace("\n", "<br>\n")
    (tmp_path / "brief.html").write_text(f"<html><body><p>{page}</p></body></html>", encoding="utf-8")
    for name in ("brief.docx", "brief.html"):
        result = inspect(str(tmp_path / name), "-o", str(tmp_path / "a.png"))
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.stderr
        assert "anfrage show" in result.stderr and "als PDF speichern" in result.stderr and "beschädigt" not in result.stderr
    assert not (tmp_path / "a.png").exists()


def test_existing_pictures_stay(tmp_path: Path) -> None:
    (tmp_path / "2.png").write_bytes(b"mine")
    words = (str(SAMPLES / "brief-zwei-seiten.pdf"), "-o", str(tmp_path / "{page}.png"))
    result = inspect(*words)
    assert result.exit_code == 10 and "--force" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["2.png"] and (tmp_path / "2.png").read_bytes() == b"mine"
    assert inspect(*words, "--force").exit_code == 0
    assert (tmp_path / "2.png").read_bytes().startswith(b"\x89PNG")


def test_pages_are_chosen(tmp_path: Path) -> None:
    assert inspect(str(SAMPLES / "brief-zwei-seiten.pdf"), "--pages", "2", "-o", str(tmp_path / "a.png")).exit_code == 0
    assert inspect(str(SAMPLES / "brief-zwei-seiten.pdf"), "--pages", "1-2,2", "-o", str(tmp_path / "b{page}.png")).exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.png", "b1.png", "b2.png"]


def chunks(data: bytes) -> list[bytes]:
    """The kinds of a PNG's chunks."""
    kinds, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kinds.append(data[at + 4 : at + 8])
        at += 12 + length
    return kinds


def test_a_hostile_document_leaves_only_pixels(tmp_path: Path) -> None:
    marks = [(70.0, 60.0, "Anfrage 1/2024 der <script>alert(1)</script>-Fraktion"), *letter()]
    (tmp_path / "a.pdf").write_bytes(pdf([marks, [(2.0, 2.0, "x" * 3000)]]))
    assert inspect(str(tmp_path / "a.pdf"), "-o", str(tmp_path / "{page}.png")).exit_code == 0
    data = (tmp_path / "1.png").read_bytes()
    assert set(chunks(data)) <= {b"IHDR", b"IDAT", b"IEND", b"PLTE", b"pHYs"}
    assert Image.open(io.BytesIO(data)).width > 500


def test_names_and_groups() -> None:
    assert [name_of(p) for p in ("questions[0].text", "questions[1].parts[2].label", "questions[0].answer", "title")] == [
        "Frage 1",
        "Unterfrage 2.3",
        "Antwort 1",
        "Titel",
    ]
    assert name_of("blocks[1].intro") == "Zwischentext" and name_of("signatories[1].name") == "Unterschrift 2"
    assert group_of("questions[0].parts[1].text").key == "part" and group_of("askers[0].party").key == "asker"
    assert len({group.colour for group in GROUPS}) == len(GROUPS)
