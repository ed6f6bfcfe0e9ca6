#!/usr/bin/env python3
"""Draws CrosswalkMarks.ttf: the shapes of answers and of the stripe meter, as characters that mean about the same.

As glyphs they cost a print a few bytes and little layout; drawn one by one they took a quarter of its time. Run it
only to change a shape: `pip install fonttools && python3 crates/print/fonts/marks.py`.
"""

import math
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
ARC = 0.5522847498  # control points of a quarter circle
MIDDLE = (500, 330)


class Shape:
    """A glyph of filled contours. Clockwise ones paint, counterclockwise ones cut."""

    def __init__(self, advance):
        self.advance = advance
        self.glyph = TTGlyphPen(None)
        self.pen = Cu2QuPen(self.glyph, 1.0)

    def polygon(self, points, cut=False):
        turn = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))
        points = points if (turn > 0) == cut else points[::-1]
        self.pen.moveTo(points[0])
        for point in points[1:]:
            self.pen.lineTo(point)
        self.pen.closePath()
        return self

    def box(self, left, bottom, right, top, cut=False):
        return self.polygon([(left, bottom), (left, top), (right, top), (right, bottom)], cut)

    def disc(self, radius, cut=False, center=MIDDLE):
        x, y = center
        k = radius * ARC
        side = -1 if cut else 1
        self.pen.moveTo((x, y + radius))
        self.pen.curveTo((x + side * k, y + radius), (x + side * radius, y + k), (x + side * radius, y))
        self.pen.curveTo((x + side * radius, y - k), (x + side * k, y - radius), (x, y - radius))
        self.pen.curveTo((x - side * k, y - radius), (x - side * radius, y - k), (x - side * radius, y))
        self.pen.curveTo((x - side * radius, y + k), (x - side * k, y + radius), (x, y + radius))
        self.pen.closePath()
        return self

    def ring(self, radius, line):
        return self.disc(radius).disc(radius - line, cut=True)

    def half(self, radius):
        x, y = MIDDLE
        k = radius * ARC
        self.pen.moveTo((x, y - radius))
        self.pen.curveTo((x - k, y - radius), (x - radius, y - k), (x - radius, y))
        self.pen.curveTo((x - radius, y + k), (x - k, y + radius), (x, y + radius))
        self.pen.closePath()
        return self

    def check(self, line, cut=False):
        (ax, ay), (bx, by), (cx, cy) = [(x + MIDDLE[0], y + MIDDLE[1]) for x, y in [(-230, -10), (-70, -180), (230, 170)]]

        def offset(x, y, towards, side):
            dx, dy = towards
            length = math.hypot(dx, dy)
            return (x - dy / length * side, y + dx / length * side)

        first, second, half = (bx - ax, by - ay), (cx - bx, cy - by), line / 2
        turn = math.atan2(second[1], second[0]) - math.atan2(first[1], first[0])
        reach = half / math.cos(turn / 2)
        angle = math.atan2(first[1], first[0]) + turn / 2 + math.pi / 2
        inner = (bx + math.cos(angle) * reach, by + math.sin(angle) * reach)
        outer = (bx - math.cos(angle) * reach, by - math.sin(angle) * reach)
        return self.polygon([
            offset(ax, ay, first, half), inner, offset(cx, cy, second, half),
            offset(cx, cy, second, -half), outer, offset(ax, ay, first, -half),
        ], cut)

    def dash(self, line):
        x, y = MIDDLE
        return self.box(x - 230, y - line / 2, x + 230, y + line / 2)

    def question(self, line):
        """A question mark: a line along three quarters of a circle and down, over a dot."""
        x, y = MIDDLE
        center, radius = (x, y + 95), 125
        turns = [math.radians(angle) for angle in range(175, -86, -20)]
        spine = [(center[0] + math.cos(turn) * radius, center[1] + math.sin(turn) * radius) for turn in turns]
        spine += [(x, center[1] - radius - 10), (x, y - 120)]
        left, right = [], []
        for before, at, after in zip(spine[:1] + spine[:-1], spine, spine[1:] + spine[-1:]):
            dx, dy = after[0] - before[0], after[1] - before[1]
            length = math.hypot(dx, dy)
            across = (-dy / length * line / 2, dx / length * line / 2)
            left.append((at[0] + across[0], at[1] + across[1]))
            right.append((at[0] - across[0], at[1] - across[1]))
        return self.polygon(left + right[::-1]).disc(line * 0.62, center=(x, y - 235))

    def frame(self, line):
        return self.box(0, -220, 800, 880).box(line, -220 + line, 800 - line, 880 - line, cut=True)

    def dotted_frame(self, dot):
        across, up = [(800 - dot) * i / 5 for i in range(6)], [(1100 - dot) * i / 7 - 220 for i in range(8)]
        spots = {(x, y) for x in across for y in (up[0], up[-1])} | {(x, y) for x in (across[0], across[-1]) for y in up}
        for x, y in sorted(spots):
            self.box(x, y, x + dot, y + dot)
        return self


def mark():
    return Shape(EM)


def stripe():
    return Shape(1200)


THIN, BOLD = 85, 150
GLYPHS = {
    # An answer that was not chosen, then the same one chosen.
    "○": mark().ring(480, THIN),
    "◉": mark().ring(500, BOLD).ring(200, 110),
    "◐": mark().ring(480, THIN).half(310),
    "◑": mark().ring(500, BOLD).half(300),
    "✓": mark().ring(480, THIN).check(110),
    "✔": mark().disc(500).check(140, cut=True),
    "❔": mark().ring(480, THIN).question(95),
    "❓": mark().ring(500, BOLD).question(125),
    "⊖": mark().ring(480, THIN).dash(110),
    "➖": mark().ring(500, BOLD).dash(150),
    # To fill in by hand.
    "◯": mark().ring(500, 90),
    # Stripes: not yet, in progress, yes, I don't know, doesn't apply, not answered.
    "▯": stripe().frame(85),
    "⬓": stripe().frame(85).box(85, -135, 715, 350),
    "▮": stripe().box(0, -220, 800, 880),
    "⊡": stripe().frame(85).disc(130, center=(400, 330)),
    "―": stripe().box(0, 275, 800, 385),
    "⬚": stripe().dotted_frame(75),
}


def main():
    names = {f"u{ord(character):04X}": shape for character, shape in GLYPHS.items()}
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder([".notdef", *names])
    font.setupCharacterMap({ord(character): f"u{ord(character):04X}" for character in GLYPHS})
    glyphs = {name: shape.glyph.glyph() for name, shape in names.items()}
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **glyphs})
    metrics = {name: (shape.advance, font.font["glyf"][name].xMin) for name, shape in names.items()}
    font.setupHorizontalMetrics({".notdef": (EM, 0), **metrics})
    font.setupHorizontalHeader(ascent=880, descent=-220)
    font.setupNameTable({"familyName": "Crosswalk Marks", "styleName": "Regular", "psName": "CrosswalkMarks-Regular"})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-220, usWinAscent=880, usWinDescent=220)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 3_800_000_000
    font.font.recalcTimestamp = False
    file = Path(__file__).resolve().parent / "CrosswalkMarks.ttf"
    font.save(file)
    print(f"{file.stat().st_size:>9} {file.name}")


main()
