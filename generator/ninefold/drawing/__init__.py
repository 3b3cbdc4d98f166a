"""The poster as a picture: `svg` for reading and slides, `png` for previews of links.

`sheet` knows the canvas's shape and colours, `lettering` how much room words take.
"""

from ninefold.drawing.png import card
from ninefold.drawing.sheet import Drawn
from ninefold.drawing.svg import Caption, poster

__all__ = ["Caption", "Drawn", "card", "poster"]
