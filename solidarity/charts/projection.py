"""From a place on the globe to a point of the regional outline (640 by 760 units)."""

from math import cos, radians, sin, sqrt

from solidarity.charts.chart import Box, Point

FRAME = Box(0, 0, 640, 760)  # what the outline covers

HALF_TURN = 180

_CENTRE = radians(-75), radians(-12)
_SCALE = 460.83
_SHIFT = 313.59, 378.82
_FAR_SIDE = 1e-9


def project(longitude: float, latitude: float) -> Point | None:
    """Lambert's azimuthal equal-area projection around 75°W 12°S; degrees in, None outside the outline.

    ValueError for what is no place on the globe.
    """
    if not (abs(longitude) <= HALF_TURN and abs(latitude) <= HALF_TURN / 2):  # neither is "not a number"
        raise ValueError(f"no such place: {longitude}, {latitude}")
    turn, height = radians(longitude) - _CENTRE[0], radians(latitude)
    middle = _CENTRE[1]
    nearness = 1 + sin(middle) * sin(height) + cos(middle) * cos(height) * cos(turn)
    if nearness < _FAR_SIDE:
        return None
    k = _SCALE * sqrt(2 / nearness)
    x = _SHIFT[0] + k * cos(height) * sin(turn)
    y = _SHIFT[1] - k * (cos(middle) * sin(height) - sin(middle) * cos(height) * cos(turn))
    inside = FRAME.left <= x <= FRAME.right and FRAME.top <= y <= FRAME.bottom
    return Point(x, y) if inside else None
