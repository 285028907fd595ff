"""Pictures are drawn anew, so that nothing hides in them: no place, no device, no second file."""

import io

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from solidarity.files.kinds import Kind
from solidarity.files.refusal import Refused

MOST_PIXELS = 40_000_000
LONGEST_EDGE = 4096  # pixels; a photographed page stays readable
QUALITY = 88
PLAIN_MODES = {Kind.JPEG: ("L", "RGB"), Kind.PNG: ("1", "L", "LA", "P", "RGB", "RGBA")}


def redrawn(content: bytes, kind: Kind) -> bytes:
    """The picture alone, upright; refused when it is damaged or has too many points."""
    # A library for PDFs sets this switch for its whole process; half a picture must not pass.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(content), formats=[kind.name]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("pixels")
            return _drawn(picture, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        # Pillow's readers raise all of these on damaged files.
        raise Refused("unreadable") from None


def _drawn(picture: Image.Image, kind: Kind) -> bytes:
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))  # first, since it also reads less of a large JPEG
    upright: Image.Image = ImageOps.exif_transpose(picture)
    if upright.mode not in PLAIN_MODES[kind]:
        upright = upright.convert("RGB")
    # Whatever came beside the points would be written again: remarks, profiles, places.
    upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
    out = io.BytesIO()
    if kind is Kind.JPEG:
        upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    else:
        upright.save(out, "PNG")
    return out.getvalue()
