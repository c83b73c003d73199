"""Find the text objects of a page that lie outside of what they are clipped to."""

import ctypes
from array import array
from collections.abc import Sequence
from itertools import repeat

import pypdfium2_raw as pdfium

from anfrage_parser.readers.pdf.glyphs import NUMBER, quick, slots
from anfrage_parser.readers.pdf.rendering import Bounds, bounds_of

NEAR = 1.0
"""Points outside of a clip in which an object still counts as inside."""

RECTANGULAR = (4, 5)
"""Numbers of segments of a rectangle's path; other paths are not looked at."""

_clip = quick(pdfium.FPDFPageObj_GetClipPath, ctypes.c_void_p, ctypes.c_void_p)
_paths = quick(pdfium.FPDFClipPath_CountPaths, ctypes.c_int, ctypes.c_void_p)
_segments = quick(pdfium.FPDFClipPath_CountPathSegments, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_segment = quick(pdfium.FPDFClipPath_GetPathSegment, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
_point = quick(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_matrix = quick(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def clipped(items: Sequence[int]) -> set[int]:
    """Return the objects that are entirely outside of the rectangle they are clipped to."""
    clips = list(map(_clip, items))
    counts = list(map(_paths, clips))
    if max(counts, default=0) <= 0:
        return set()
    rows = [(item, clip, count - 1) for item, clip, count in zip(items, clips, counts, strict=True) if count > 0]
    lengths = map(_segments, [clip for _, clip, _ in rows], [last for _, _, last in rows])
    rows = [row for row, length in zip(rows, lengths, strict=True) if length in RECTANGULAR]
    corners = [_corners(rows, number) for number in (0, 2)]
    matrices = array("f", bytes(24 * len(rows)))
    list(map(_matrix, [item for item, _, _ in rows], slots(matrices, 24)))
    return {
        item
        for (item, _, _), one, other, x, y in zip(rows, *corners, matrices[4::6], matrices[5::6], strict=True)
        if not _holds(one, other, (x, y, x, y)) and (bounds := bounds_of(item)) is not None and not _holds(one, other, bounds)
    }


def _corners(rows: Sequence[tuple[int, int, int]], number: int) -> list[tuple[float, float]]:
    """Return a corner of each clip."""
    points = array("f", bytes(NUMBER * len(rows)))
    segments = list(map(_segment, [clip for _, clip, _ in rows], [last for _, _, last in rows], repeat(number)))
    across = slots(points, NUMBER)
    list(map(_point, segments, across, range(across.start + 4, across.stop + 4, NUMBER)))
    return list(zip(points[::2], points[1::2], strict=True))


def _holds(one: tuple[float, float], other: tuple[float, float], bounds: Bounds) -> bool:
    """Return whether some bounds are partly within a rectangle given by opposite corners."""
    left, lower, right, upper = bounds
    return (
        min(one[0], other[0]) - NEAR <= right
        and left <= max(one[0], other[0]) + NEAR
        and min(one[1], other[1]) - NEAR <= upper
        and lower <= max(one[1], other[1]) + NEAR
    )
