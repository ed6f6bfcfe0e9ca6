#!/usr/bin/env python3
"""Makes the fonts of this folder from their full versions. Run it only to change what they hold:

    npm install --prefix target/fonts @expo-google-fonts/{overpass,atkinson-hyperlegible-next} \
        @expo-google-fonts/{noto-sans,noto-sans-arabic,noto-sans-hebrew,noto-sans-sc,noto-emoji,noto-sans-symbols-2}
    pip install fonttools
    python3 crates/print/fonts/subset.py target/fonts/node_modules/@expo-google-fonts
"""

import sys
from pathlib import Path

from fontTools.subset import main as subset

SOURCE = Path(sys.argv[1])
HERE = Path(__file__).resolve().parent
LETTERS = "kern,mark,mkmk,ccmp,locl"


def common_chinese() -> str:
    """The 3,755 characters of GB 2312 level 1, which cover almost all of everyday simplified Chinese; and kana."""
    points = []
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                points.append(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass  # five empty cells
    return ",".join(f"U+{point:X}" for point in points) + (
        ",U+3000-303F,U+3041-30FF,U+FF00-FFEF,U+2018-201D,U+2014,U+2026"
    )


FONTS = [
    ("atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
     "AtkinsonHyperlegibleNext-Regular.ttf", "*", LETTERS),
    ("atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
     "AtkinsonHyperlegibleNext-Bold.ttf", "*", LETTERS),
    # Without the accents that stand alone: Overpass calls them marks and sets them upon the letter before.
    ("overpass/700Bold/Overpass_700Bold.ttf", "Overpass-Bold.ttf",
     "U+20-5F,U+61-A7,U+A9-AE,U+B0-B3,U+B5-B6,U+B9-17F,U+192,U+218-21B,U+2010-2044,U+20AC,U+2122,U+2190-2193,U+2212",
     LETTERS),
    ("noto-sans/400Regular/NotoSans_400Regular.ttf", "NotoSans-Regular.ttf",
     "U+20-52F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20CF,U+2100-214F,U+FFFD,U+25CC", LETTERS),
    ("noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf", "NotoSansArabic-Regular.ttf", "*", "*"),
    ("noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf", "NotoSansHebrew-Regular.ttf",
     "U+20,U+590-5FF,U+FB1D-FB4F,U+20AA,U+25CC", "*"),
    ("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Common.ttf", common_chinese(), ""),
    ("noto-emoji/400Regular/NotoEmoji_400Regular.ttf", "NotoEmoji-Regular.ttf",
     "U+20,U+23,U+2A,U+30-39,U+A9,U+AE,U+2000-2BFF,U+3030,U+303D,U+3297,U+3299,U+1F170-1F251,U+1F1E6-1F1FF,"
     "U+200D,U+FE0F,U+1F300-1FAFF", "*"),
    ("noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf", "NotoSansSymbols2-Regular.ttf",
     "U+25A0-27BF", LETTERS),
]

for source, name, unicodes, features in FONTS:
    subset([
        str(SOURCE / source), f"--output-file={HERE / name}", f"--unicodes={unicodes}", f"--layout-features={features}",
        "--no-hinting", "--desubroutinize", "--notdef-outline", "--name-IDs=0,1,2,3,4,5,6,13,14",
        "--drop-tables+=DSIG",
    ])
    print(f"{(HERE / name).stat().st_size:>9} {name}")
