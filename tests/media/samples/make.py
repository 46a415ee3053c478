#!/usr/bin/env python3
"""Writes the AVIF pictures beside this script, with Pillow 11.3 or later and with avifenc of libavif.

Each shows four quarters: red and green above, blue and white below. In those that hold metadata, CANARY stands in all of it.
"""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
QUARTERS = [(220, 30, 30), (30, 160, 60), (40, 60, 200), (250, 250, 250)]


def quarters(width, height, alpha=None):
    picture = Image.new("RGBA" if alpha else "RGB", (width, height))
    for at, colour in enumerate(QUARTERS):
        place = (at % 2 * width // 2, at // 2 * height // 2)
        colour = (*colour, alpha[at]) if alpha else colour
        picture.paste(Image.new(picture.mode, (width // 2, height // 2), colour), place)
    return picture


def encoded(name, picture, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.png"
        picture.save(source)
        subprocess.run(["avifenc", "--speed", "6", *arguments, source, HERE / name], check=True, capture_output=True)


def with_metadata():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CANARY camera"
    exif[0x013B] = "Ana Kervella"
    exif[0x8298] = "CC BY-SA 4.0"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 23.0, 59.0), 0x1D: "CANARY GPS"})
    xmp = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description photoshop:City="CANARY">
        <dc:creator><rdf:Seq><rdf:li>Soazig</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""
    quarters(64, 48).save(HERE / "turned.avif", exif=exif, xmp=xmp, quality=80, speed=6)


def main():
    with_metadata()
    plain = quarters(64, 48)
    for subsampling in ["4:2:0", "4:2:2", "4:4:4"]:
        name = f"limited-{subsampling.replace(':', '')}.avif"
        plain.save(HERE / name, quality=80, speed=6, subsampling=subsampling, range="limited")
    plain.convert("L").save(HERE / "grey.avif", quality=80, speed=6, subsampling="4:0:0")
    encoded("ten-bits.avif", plain, "-d", "10", "-y", "422", "-r", "limited", "--cicp", "1/13/1")
    encoded("twelve-bits.avif", plain, "-d", "12", "-y", "420", "--cicp", "1/13/9")
    encoded("identity.avif", plain, "--lossless")
    encoded("p3.avif", plain, "-y", "444", "--cicp", "12/13/6")
    encoded("cut.avif", plain, "--crop", "32,0,32,24")
    clear = quarters(64, 48, alpha=(255, 255, 128, 0))
    encoded("clear.avif", clear, "-y", "444")
    encoded("premultiplied.avif", clear, "-y", "444", "--premultiply")
    encoded("grid.avif", quarters(140, 140, alpha=(255, 255, 128, 0)), "--grid", "2x2")
    frames = [plain, plain.rotate(180)]
    frames[0].save(HERE / "animation.avif", save_all=True, append_images=frames[1:], duration=100, speed=6)


main()
