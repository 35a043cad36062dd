#!/bin/sh
# Cuts the faces out of Debian's fonts-noto-core. Needs: apt install fonts-noto-core; pip install fonttools
set -eu
cd "$(dirname "$0")"
noto=/usr/share/fonts/truetype/noto
cut() { # FONT CHARACTERS
    pyftsubset "$noto/$1.ttf" --output-file="$1.ttf" --unicodes="$2" \
        --layout-features=kern,mark,mkmk,ccmp,locl --no-hinting --notdef-outline --name-IDs='*' --name-languages=0x409
}
latin=U+0020-007E,U+00A0-024F,U+0259,U+02B9-02BF,U+02C6-02DD,U+0300-0304,U+0306-030C,U+031B,U+0323-0328,U+0331,U+1E00-1EFF
cyrillic=U+0400-052F
greek=U+0384-03CE
marks=U+2010-2027,U+202F-203A,U+2044,U+2070-208E,U+20A0-20C0,U+2116,U+2122,U+2212,U+2248,U+2260,U+2264-2265,U+FFFD
for face in Regular Bold Italic BoldItalic; do
    cut "NotoSerif-$face" "$latin,$greek,$cyrillic,$marks"
done
cut NotoSansMath-Regular U+2190-2193,U+27E6-27E7
