"""Thinning boundaries so that neighbours stay neighbours: a line shared by two regions is thinned once, not once for each.

Rings are cut where more than two lines meet; the pieces are thinned by Douglas and Peucker's rule, each in one direction
whichever ring it is met in, and the rings put together again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


def thinned(shapes: list[list[Polygon]], *, tolerance: float) -> list[list[Polygon]]:
    """The same shapes with fewer points: none strays further than the tolerance (in degrees) from its line."""
    joints = _joints(ring for shape in shapes for polygon in shape for ring in polygon)
    return [[[_thinned_ring(ring, joints, tolerance) for ring in polygon] for polygon in shape] for shape in shapes]


def _joints(rings: Iterable[Ring]) -> set[Point]:
    """Points where the lines of the map meet or end: those with other than two neighbours."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            neighbours[one].add(other)
            neighbours[other].add(one)
    return {point for point, found in neighbours.items() if len(found) != 2}


def _thinned_ring(ring: Ring, joints: set[Point], tolerance: float) -> Ring:
    points: Ring = []
    for piece in _pieces(ring, joints):
        forward = piece[0] <= piece[-1]
        line = _line(piece if forward else piece[::-1], tolerance)
        points.extend((line if forward else line[::-1])[:-1])
    points.append(points[0])
    return points if len(points) >= 4 else ring


def _pieces(ring: Ring, joints: set[Point]) -> Iterator[Ring]:
    """From joint to joint. A ring without one is cut at its least point and the point farthest from it."""
    body = ring[:-1]
    cuts = [place for place, point in enumerate(body) if point in joints]
    if len(cuts) < 2:
        start = cuts[0] if cuts else body.index(min(body))
        cuts = sorted({start, max(range(len(body)), key=lambda place: _square(body[start], body[place]))})
    turned = body[cuts[0] :] + body[: cuts[0]] + [body[cuts[0]]]
    places = [place - cuts[0] for place in cuts] + [len(body)]
    for start, end in pairwise(places):
        yield turned[start : end + 1]


def _line(points: Ring, tolerance: float) -> Ring:
    """Keep the ends; keep the point farthest from the line between them where it strays too far, and so on in both halves."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        place = max(range(start + 1, end), key=lambda n: _stray(points[n], points[start], points[end]))
        if _stray(points[place], points[start], points[end]) > tolerance * tolerance:
            keep.add(place)
            spans += [(start, place), (place, end)]
    return [points[place] for place in sorted(keep)]


def _stray(point: Point, start: Point, end: Point) -> float:
    """The squared distance of a point from the stretch between two others."""
    width, height = end[0] - start[0], end[1] - start[1]
    length = width * width + height * height
    if not length:
        return _square(point, start)
    along = ((point[0] - start[0]) * width + (point[1] - start[1]) * height) / length
    along = min(1.0, max(0.0, along))
    return _square(point, (start[0] + along * width, start[1] + along * height))


def _square(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
