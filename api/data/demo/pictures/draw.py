#!/usr/bin/env python3
"""Draws the pictures of the demo corpus: flat vector drawings, rendered to WebP beside this script, and the rows that show them.

python3 -m venv /tmp/draw && /tmp/draw/bin/pip install cairosvg pillow
/tmp/draw/bin/python api/data/demo/pictures/draw.py

The drawings are works of this repository, given to everybody under CC0 1.0.
"""

import io
import json
import math
import pathlib

import cairosvg
from PIL import Image

WIDTH, HEIGHT = 1200, 800
HERE = pathlib.Path(__file__).parent
SKY, SEA, GRASS, EARTH, SUN = "#cfe8f3", "#2f6f8f", "#7fb069", "#8a5a3b", "#f6c945"
INK, WALL, ROOF, CORAL, PAPER, PLUM = "#23313f", "#f3ead9", "#3d4f60", "#e76f51", "#fdf8ee", "#6d597a"


def rect(x, y, w, h, fill, r=0, more=""):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" {more}/>'


def circle(x, y, r, fill, more=""):
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" {more}/>'


def shape(points, fill):
    return f'<polygon points="{" ".join(f"{x},{y}" for x, y in points)}" fill="{fill}"/>'


def line(x1, y1, x2, y2, colour=INK, width=10):
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def path(d, fill="none", stroke=INK, width=10):
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/>'


def ground(sky=SKY, earth=GRASS, at=560):
    return rect(0, 0, WIDTH, HEIGHT, sky) + circle(980, 150, 70, SUN) + rect(0, at, WIDTH, HEIGHT - at, earth)


def house(x, y, w=220, h=170, wall=WALL, roof=ROOF, door=CORAL):
    return (
        rect(x, y, w, h, wall)
        + shape([(x - 20, y), (x + w / 2, y - 110), (x + w + 20, y)], roof)
        + rect(x + w * 0.15, y + 40, 50, 50, SKY)
        + rect(x + w * 0.58, y + h - 95, 55, 95, door, 6)
    )


def person(x, y, coat, size=1.0):
    return (
        circle(x, y - 150 * size, 34 * size, "#d9a066")
        + rect(x - 38 * size, y - 112 * size, 76 * size, 112 * size, coat, 30 * size)
    )


def plant(x, y, height=90, leaf="#3f7d4e"):
    leaves = "".join(
        f'<ellipse cx="{x + side * 24}" cy="{y - height * part}" rx="26" ry="12" fill="{leaf}" transform="rotate({-side * 28} {x + side * 24} {y - height * part})"/>'
        for part in (0.45, 0.75, 1.0)
        for side in (-1, 1)
    )
    return line(x, y, x, y - height, leaf, 8) + leaves


def wheel(x, y, r=95):
    spokes = "".join(
        line(x, y, x + r * math.cos(math.radians(a)), y + r * math.sin(math.radians(a)), "#9aa5b1", 3) for a in range(0, 360, 30)
    )
    return spokes + f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="{INK}" stroke-width="14"/>' + circle(x, y, 12, INK)


def bicycle(x, y, colour):
    return (
        wheel(x, y) + wheel(x + 300, y)
        + path(f"M{x} {y} L{x + 90} {y - 130} L{x + 220} {y - 130} L{x + 130} {y} Z M{x + 90} {y - 130} L{x + 130} {y}", stroke=colour, width=14)
        + path(f"M{x + 300} {y} L{x + 215} {y - 165} L{x + 260} {y - 185}", width=12)
        + path(f"M{x + 65} {y - 165} L{x + 115} {y - 165}", width=18)
    )


def gear(x, y, r, fill):
    teeth = "".join(
        f'<rect x="{x - r * 0.14}" y="{y - r * 1.25}" width="{r * 0.28}" height="{r * 0.5}" fill="{fill}" transform="rotate({a} {x} {y})"/>'
        for a in range(0, 360, 45)
    )
    return teeth + circle(x, y, r, fill) + circle(x, y, r * 0.4, PAPER)


def table(y=560):
    return rect(140, y, 920, 34, EARTH, 8) + rect(200, y + 34, 34, 190, EARTH) + rect(966, y + 34, 34, 190, EARTH)


def coin(x, y, r, word):
    return (
        circle(x, y, r, "#d9a441") + circle(x, y, r * 0.82, SUN)
        + f'<text x="{x}" y="{y + r * 0.16}" font-family="DejaVu Sans" font-size="{r * 0.42}" font-weight="bold" text-anchor="middle" fill="{INK}">{word}</text>'
    )


def mast(x, y):
    waves = "".join(path(f"M{x - r} {y - 330} A{r} {r} 0 0 1 {x + r} {y - 330}", stroke=CORAL, width=12) for r in (60, 110, 160))
    return path(f"M{x - 90} {y} L{x} {y - 320} L{x + 90} {y} M{x - 60} {y - 110} L{x + 60} {y - 110} M{x - 32} {y - 210} L{x + 32} {y - 210}", width=14) + circle(x, y - 330, 20, CORAL) + waves


def garden():
    beds = "".join(rect(90 + at * 270, 600, 220, 70, EARTH, 14) for at in range(4))
    plants = "".join(plant(140 + at * 135, 600, 80 + 25 * (at % 3)) for at in range(8))
    return ground() + house(820, 390) + beds + plants + person(420, 590, CORAL) + person(620, 590, PLUM, 0.85)


def compost():
    boards = "".join(rect(360, 330 + at * 62, 480, 50, EARTH, 6) for at in range(5))
    peel = "".join(circle(420 + at * 75, 318 - 18 * (at % 2), 30, [CORAL, "#8ab17d", SUN][at % 3]) for at in range(6))
    return ground() + peel + boards + rect(340, 300, 26, 350, "#5f3d28") + rect(834, 300, 26, 350, "#5f3d28") + plant(220, 640, 130) + plant(990, 640, 150)


def vegetables():
    rows = "".join(plant(130 + x * 120, 640 + 60 * (x % 2), 70) for x in range(9))
    tree = rect(170, 330, 40, 240, EARTH) + circle(190, 300, 120, "#3f7d4e")
    return ground(earth="#a3b86c") + tree + house(560, 400, 260, 160, wall="#e9d8a6") + rows


def cycles():
    return ground(sky=PAPER, earth="#d6cfc4", at=640) + bicycle(190, 590, CORAL) + bicycle(690, 590, SEA) + rect(120, 120, 960, 24, ROOF) + "".join(
        path(f"M{200 + at * 160} 144 L{200 + at * 160} 220", width=16) + circle(200 + at * 160, 232, 26, "#9aa5b1") for at in range(6)
    )


def fablab():
    printer = rect(380, 230, 440, 360, ROOF, 18) + rect(420, 270, 360, 240, SKY, 8) + rect(420, 510, 360, 24, "#9aa5b1") + shape([(560, 510), (600, 400), (640, 510)], CORAL) + rect(570, 270, 60, 80, INK, 8)
    return ground(sky=PAPER, earth="#d6cfc4", at=620) + table(590) + printer + gear(210, 330, 90, SEA) + gear(990, 360, 70, SUN)


def circuits():
    board = rect(250, 190, 700, 440, "#2a6f57", 26)
    tracks = "".join(path(f"M{310 + at * 90} 250 L{310 + at * 90} {360 + 40 * (at % 3)} L{355 + at * 90} {420 + 40 * (at % 3)} L{355 + at * 90} 570", stroke="#e9c46a", width=6) for at in range(7))
    chips = rect(500, 350, 200, 120, INK, 10) + "".join(circle(310 + at * 95, 590, 12, "#e9c46a") for at in range(7))
    return rect(0, 0, WIDTH, HEIGHT, PAPER) + board + tracks + chips


def sun_money():
    return rect(0, 0, WIDTH, HEIGHT, "#f7ede2") + coin(420, 420, 190, "heol") + coin(760, 470, 150, "1") + coin(650, 250, 100, "5") + rect(0, 690, WIDTH, 110, "#84a59d")


def notes():
    note = lambda x, y, colour, word: f'<g transform="rotate({(x % 17) - 8} {x} {y})">' + rect(x, y, 430, 210, colour, 16) + circle(x + 110, y + 105, 66, PAPER) + f'<text x="{x + 300}" y="{y + 130}" font-family="DejaVu Sans" font-size="86" font-weight="bold" text-anchor="middle" fill="{PAPER}">{word}</text></g>'
    return rect(0, 0, WIDTH, HEIGHT, SKY) + note(130, 170, SEA, "10") + note(420, 330, CORAL, "5") + note(640, 520, PLUM, "2")


def shelves():
    boards = "".join(rect(120, 250 + at * 200, 960, 26, EARTH) for at in range(3))
    things = "".join(rect(170 + at * 120, 250 - 100 - 20 * (at % 3), 80, 100 + 20 * (at % 3), [CORAL, SEA, SUN, PLUM][at % 4], 8) for at in range(8))
    more = "".join(circle(210 + at * 150, 400, 48, [SUN, GRASS, ROOF][at % 3]) for at in range(6)) + "".join(rect(180 + at * 200, 540, 130, 108, [ROOF, CORAL, SEA, EARTH][at % 4], 12) for at in range(5))
    return rect(0, 0, WIDTH, HEIGHT, WALL) + things + more + boards


def computers():
    one = lambda x, colour: rect(x, 270, 300, 210, INK, 16) + rect(x + 20, 290, 260, 160, colour) + rect(x + 120, 480, 60, 70, INK) + rect(x + 70, 545, 160, 20, INK, 8)
    return ground(sky=PAPER, earth="#d6cfc4", at=640) + table(565) + one(180, SKY) + one(700, GRASS) + person(600, 560, CORAL, 1.1)


def repair():
    toaster = rect(470, 400, 260, 160, "#9aa5b1", 34) + rect(510, 380, 180, 24, INK, 8) + circle(690, 500, 16, CORAL)
    driver = rect(250, 470, 130, 34, CORAL, 12) + rect(380, 480, 110, 14, INK)
    return ground(sky="#fdf0d5", earth="#d6cfc4", at=640) + person(260, 560, SEA, 1.2) + person(930, 560, PLUM, 1.2) + table(560) + toaster + driver + circle(600, 170, 60, SUN) + line(600, 0, 600, 110, INK, 6)


def remote_repair():
    screen = rect(330, 190, 540, 350, INK, 20) + rect(356, 216, 488, 280, SKY) + person(600, 496, SEA, 1.1) + shape([(540, 540), (660, 540), (700, 590), (500, 590)], ROOF)
    return ground(sky="#fdf0d5", earth="#d6cfc4", at=640) + table(590) + screen + rect(150, 520, 120, 70, CORAL, 12) + gear(1000, 520, 60, "#9aa5b1")


def cafe():
    cup = lambda x: rect(x, 470, 110, 90, PAPER, 20) + path(f"M{x + 110} 490 q50 20 0 50", stroke=PAPER, width=12) + path(f"M{x + 35} 440 q20 -30 0 -60 M{x + 75} 440 q20 -30 0 -60", stroke="#c9b79c", width=8)
    return rect(0, 0, WIDTH, HEIGHT, "#84a59d") + rect(0, 90, WIDTH, 60, CORAL) + "".join(shape([(at * 150, 150), (at * 150 + 75, 220), (at * 150 + 150, 150)], [CORAL, PAPER][at % 2]) for at in range(8)) + table(560) + cup(280) + cup(560) + cup(840)


def radio():
    return ground(sky="#e0d6e8") + mast(860, 600) + house(240, 400, 280, 190) + rect(300, 250, 20, 60, INK)


def microphone():
    return rect(0, 0, WIDTH, HEIGHT, PLUM) + rect(510, 150, 180, 300, PAPER, 90) + path("M430 350 a170 170 0 0 0 340 0 M600 520 L600 640 M480 650 L720 650", stroke=PAPER, width=22) + "".join(line(540, 220 + at * 50, 660, 220 + at * 50, PLUM, 10) for at in range(4))


def chart():
    land = shape([(120, 260), (330, 180), (560, 240), (760, 170), (1060, 300), (1010, 420), (780, 460), (700, 600), (430, 560), (180, 480), (330, 400)], GRASS)
    roads = path("M200 420 L430 380 L620 430 L930 330 M430 380 L520 540 M620 430 L700 240", stroke=PAPER, width=12)
    pins = "".join(circle(x, y, 26, CORAL) + circle(x, y, 10, PAPER) for x, y in ((430, 380), (620, 430), (930, 330), (520, 540)))
    return rect(0, 0, WIDTH, HEIGHT, SEA) + land + roads + pins


def harbour():
    boat = lambda x, y, colour: shape([(x, y), (x + 240, y), (x + 200, y + 70), (x + 40, y + 70)], colour) + line(x + 110, y, x + 110, y - 220, INK, 10) + shape([(x + 120, y - 210), (x + 120, y - 30), (x + 240, y - 30)], PAPER)
    return rect(0, 0, WIDTH, HEIGHT, SKY) + circle(980, 150, 70, SUN) + "".join(house(60 + at * 260, 300, 180, 140, [WALL, "#e9d8a6", "#f2cc8f", WALL][at]) for at in range(4)) + rect(0, 440, WIDTH, 360, SEA) + boat(180, 560, CORAL) + boat(700, 610, ROOF)


def meeting():
    seats = "".join(person(160 + at * 220, 640, [CORAL, SEA, PLUM, SUN, ROOF][at], 1.2) for at in range(5))
    return rect(0, 0, WIDTH, HEIGHT, "#fdf0d5") + rect(180, 90, 840, 260, PAPER, 16, f'stroke="{INK}" stroke-width="10"') + "".join(rect(230 + at * 190, 150 + 40 * (at % 2), 140, 100, [SUN, GRASS, SKY, CORAL][at], 8) for at in range(4)) + seats + rect(0, 640, WIDTH, 160, EARTH)


def books():
    spines = "".join(rect(150 + at * 74, 560 - (250 + 35 * (at % 4)), 62, 250 + 35 * (at % 4), [CORAL, SEA, SUN, PLUM, ROOF, GRASS][at % 6], 6) for at in range(12))
    return rect(0, 0, WIDTH, HEIGHT, WALL) + spines + rect(100, 560, 1000, 34, EARTH) + circle(1030, 500, 56, "#9aa5b1")


def market():
    stall = rect(220, 430, 760, 160, EARTH, 8) + rect(200, 200, 30, 390, INK) + rect(970, 200, 30, 390, INK) + "".join(shape([(180 + at * 105, 200), (180 + (at + 1) * 105, 200), (180 + (at + 1) * 105 - 20, 300), (180 + at * 105 + 20, 300)], [CORAL, PAPER][at % 2]) for at in range(8))
    fruit = "".join(circle(270 + at * 66, 415, 30, [CORAL, SUN, "#3f7d4e"][at % 3]) for at in range(11))
    return ground() + fruit + stall + person(110, 700, SEA, 1.3)


def tools():
    hammer = rect(250, 250, 30, 260, EARTH, 10) + rect(205, 220, 120, 60, "#9aa5b1", 12)
    saw = shape([(430, 300), (720, 240), (720, 320), (430, 340)], "#9aa5b1") + rect(400, 280, 60, 90, CORAL, 20)
    drill = rect(820, 250, 190, 80, SEA, 20) + rect(860, 320, 60, 130, SEA, 14) + rect(740, 280, 90, 18, INK)
    brushes = "".join(rect(460 + at * 90, 390, 22, 120, EARTH, 8) + rect(446 + at * 90, 370, 50, 50, [SUN, PLUM, GRASS][at], 6) for at in range(3))
    return rect(0, 0, WIDTH, HEIGHT, WALL) + rect(120, 140, 960, 420, PAPER, 16) + hammer + saw + drill + brushes + rect(80, 620, 1040, 40, EARTH)


def screens():
    face = lambda x, y, back, coat: rect(x, y, 210, 170, back, 10) + person(x + 105, y + 170, coat, 0.7)
    faces = "".join(face(260 + 235 * (at % 3), 180 + 190 * (at // 3), [SKY, PAPER, "#f2cc8f"][at % 3], [CORAL, SEA, PLUM, ROOF, SUN, GRASS][at]) for at in range(6))
    return ground(sky="#fdf0d5", earth="#d6cfc4", at=660) + rect(220, 140, 760, 430, INK, 24) + faces + rect(560, 570, 80, 70, INK) + rect(450, 630, 300, 24, INK, 10)


def seeds():
    bag = lambda x, colour: rect(x, 360, 180, 220, colour, 14) + rect(x, 360, 180, 44, PAPER, 14) + plant(x + 90, 540, 90)
    grains = "".join(circle(240 + at * 62, 640 + 22 * (at % 3), 12, [EARTH, SUN, "#5f3d28"][at % 3]) for at in range(13))
    return rect(0, 0, WIDTH, HEIGHT, SKY) + rect(0, 580, WIDTH, 220, "#d6b98c") + bag(170, CORAL) + bag(400, SEA) + bag(630, SUN) + bag(860, PLUM) + grains


def galleco():
    return rect(0, 0, WIDTH, HEIGHT, SKY) + rect(180, 250, 560, 300, "#2a6f57", 20) + rect(205, 275, 510, 250, PAPER, 12) + f'<text x="460" y="430" font-family="DejaVu Sans" font-size="84" font-weight="bold" text-anchor="middle" fill="{INK}">galléco</text>' + coin(860, 330, 120, "5") + coin(960, 520, 90, "1") + rect(0, 690, WIDTH, 110, GRASS)


def newspaper():
    lines = "".join(rect(300 + 330 * (at % 2), 380 + 40 * (at // 2), 270, 16, "#c9c2b4", 6) for at in range(8))
    return rect(0, 0, WIDTH, HEIGHT, GRASS) + rect(240, 110, 720, 580, PAPER, 10) + rect(300, 160, 600, 60, INK, 6) + rect(300, 250, 270, 110, SKY) + circle(500, 290, 26, SUN) + plant(380, 360, 70) + rect(630, 250, 270, 16, "#c9c2b4", 6) + rect(630, 290, 270, 16, "#c9c2b4", 6) + rect(630, 330, 270, 16, "#c9c2b4", 6) + lines + path("M900 700 L1060 540 L1100 580 L940 740 L890 750 Z", SUN, INK, 8)


def homes():
    floors = "".join(rect(330 + 150 * (at % 4), 230 + 130 * (at // 4), 90, 80, [SKY, SUN, SKY, PAPER][(at + at // 4) % 4], 6) for at in range(8))
    block = rect(290, 170, 620, 420, WALL) + rect(270, 140, 660, 40, ROOF, 8) + floors + rect(550, 490, 100, 100, CORAL, 6)
    return ground(at=590) + block + person(200, 700, SEA) + person(420, 720, PLUM, 0.9) + person(760, 710, CORAL) + person(930, 720, SUN, 0.7) + plant(1050, 700, 120)


def road():
    hills = path("M0 560 Q300 360 600 520 T1200 460 L1200 800 L0 800 Z", GRASS, GRASS, 2)
    way = path("M-20 720 Q400 600 700 680 T1220 640", stroke="#d6cfc4", width=70)
    return ground(at=640) + hills + way + house(930, 330, 150, 110, wall="#e9d8a6") + f'<g transform="translate(170 330) scale(0.62)">{bicycle(150, 500, CORAL)}</g>' + f'<g transform="translate(520 350) scale(0.62)">{bicycle(150, 500, SEA)}</g>' + person(360, 575, SUN, 0.8) + person(710, 595, PLUM, 0.8)


def runners():
    runner = lambda x, coat: circle(x, 330, 34, "#d9a066") + path(f"M{x} 370 L{x - 20} 480 L{x + 50} 560 L{x + 40} 640 M{x - 20} 480 L{x - 90} 560 L{x - 150} 540 M{x} 390 L{x + 70} 440 L{x + 120} 400 M{x} 390 L{x - 60} 440", stroke=coat, width=30)
    return ground(sky="#f7ede2", earth="#84a59d", at=650) + runner(330, SEA) + runner(610, PLUM) + runner(890, CORAL) + rect(1002, 330, 26, 90, SUN, 10) + circle(1015, 320, 22, CORAL)


# the kind and the key of a row of the demo corpus, its drawing, and what is seen in it
SHOWN = [
    ("initiative", "jardins-partages-vert-le-jardin", garden, "Dessin : deux personnes entre des carrés de légumes, devant une maison au toit d’ardoise."),
    ("initiative", "compost-ferme-a-raymonde", compost, "Dessin : un bac à compost en planches, plein d’épluchures, entre deux jeunes plants."),
    ("initiative", "jardin-partage-bellevue", vegetables, "Dessin : des rangs de légumes devant une maison basse, un arbre sur la gauche."),
    ("initiative", "ateliers-velo-bapav", cycles, "Dessin : deux vélos posés sous un râtelier d’outils, dans un atelier."),
    ("initiative", "fabriques-du-ponant", fablab, "Dessin : une imprimante 3D sur un établi, entourée de deux roues dentées."),
    ("initiative", "tyfab", circuits, "Dessin : une carte électronique verte, ses pistes dorées et sa puce noire."),
    ("initiative", "heol", sun_money, "Dessin : trois pièces dorées, la plus grande porte le mot « heol »."),
    ("initiative", "buzuk", notes, "Dessin : trois billets de couleurs différentes, de dix, cinq et deux."),
    ("initiative", "recyclerie-un-peu-d-r", shelves, "Dessin : des étagères de recyclerie chargées d’objets de toutes les couleurs."),
    ("initiative", "le-boulon-reemploi-informatique", computers, "Dessin : une personne assise entre deux ordinateurs remis en état."),
    ("initiative", "repair-cafe-iroise", remote_repair, "Dessin : sur un écran d’ordinateur, une personne guide une réparation à distance."),
    ("initiative", "bar-zouges", cafe, "Dessin : trois tasses fumantes sur une table, sous l’auvent rayé d’un café."),
    ("initiative", "timbre-fm", radio, "Dessin : une petite maison et, à côté, un mât de radio qui émet."),
    ("initiative", "radio-kerne", microphone, "Dessin : un micro blanc sur un fond violet."),
    ("initiative", "cartes-ouvertes-pays-de-brest", chart, "Dessin : une carte du littoral avec ses chemins et quatre repères."),
    ("recipe", "organiser-un-repair-cafe", repair, "Dessin : deux personnes réparent un grille-pain sur une table, sous une lampe."),
    ("recipe", "repair-cafe-a-distance", remote_repair, "Dessin : sur un écran d’ordinateur, une personne guide une réparation à distance."),
    ("article", "brest-creative-une-soixantaine-d-innovations", harbour, "Dessin : un port, deux voiliers, des maisons claires alignées sur le quai."),
    ("article", "premiere-rencontre-porteurs-de-projets", meeting, "Dessin : cinq personnes de dos devant un grand tableau couvert de notes."),
    ("article", "chouettecoop-cooperative-du-reemploi", books, "Dessin : une rangée de livres de toutes les couleurs sur une étagère."),
    ("article", "le-champ-commun-egraine-la-proximite", market, "Dessin : un étal de marché à l’auvent rayé, garni de fruits."),
    # the newest, which the first page shows
    ("event", "demo-exposition", tools, "Dessin : un panneau d’outils partagés, un marteau, une scie, une perceuse et des pinceaux."),
    ("event", "demo-repair-cafe", repair, "Dessin : deux personnes réparent un grille-pain sur une table, sous une lampe."),
    ("event", "demo-atelier-velo", cycles, "Dessin : deux vélos posés sous un râtelier d’outils, dans un atelier."),
    ("event", "demo-rencontre-en-ligne", screens, "Dessin : six personnes se parlent sur un grand écran, chacune dans sa fenêtre."),
    ("event", "demo-troc-de-graines", seeds, "Dessin : quatre sachets de graines sur une table, des graines éparpillées devant."),
    ("recipe", "demo-repair-cafe-rennes", repair, "Dessin : deux personnes réparent un grille-pain sur une table, sous une lampe."),
    ("article", "demo-article-planifie", tools, "Dessin : un panneau d’outils partagés, un marteau, une scie, une perceuse et des pinceaux."),
    ("event", "bourse-aux-projets-habitat-participatif-2025", homes, "Dessin : quatre personnes devant un immeuble aux fenêtres éclairées."),
    ("article", "lancement-du-galleco", galleco, "Dessin : un billet qui porte le mot « galléco » et deux pièces dorées."),
    ("initiative", "eco-bretons", newspaper, "Dessin : une page de journal illustrée d’une jeune plante, un crayon posé dessus."),
    ("event", "cyclotopie-2025", road, "Dessin : deux vélos avancent sur une route, entre des collines vertes."),
    ("article", "rencontre-des-associations-velo-finisteriennes", cycles, "Dessin : deux vélos posés sous un râtelier d’outils, dans un atelier."),
    ("initiative", "ti-an-dour-quimper", cafe, "Dessin : trois tasses fumantes sur une table, sous l’auvent rayé d’un café."),
    ("event", "ar-redadeg-2024", runners, "Dessin : trois personnes courent l’une derrière l’autre, la première porte un témoin."),
    ("initiative", "ar-redadeg", runners, "Dessin : trois personnes courent l’une derrière l’autre, la première porte un témoin."),
    ("event", "inauguration-radio-boa", radio, "Dessin : une petite maison et, à côté, un mât de radio qui émet."),
    ("event", "fete-des-timbres-2021", microphone, "Dessin : un micro blanc sur un fond violet."),
    ("initiative", "bruded", meeting, "Dessin : cinq personnes de dos devant un grand tableau couvert de notes."),
    ("initiative", "ateliers-jean-moulin", fablab, "Dessin : une imprimante 3D sur un établi, entourée de deux roues dentées."),
    ("initiative", "jardin-alphonse-guerin", vegetables, "Dessin : des rangs de légumes devant une maison basse, un arbre sur la gauche."),
    ("initiative", "perma-g-rennes", garden, "Dessin : deux personnes entre des carrés de légumes, devant une maison au toit d’ardoise."),
]
# the same in Breton, where an entry in Breton shows the drawing
BRETON = {
    microphone: "Tresadenn : ur mikro gwenn war un drekleur limestra.",
    runners: "Tresadenn : tri den o redek an eil war-lerc’h egile, ar c’hentañ gant ur vazh en e zorn.",
}

# identifiers of drawings that texts of `desk.rs` show
IDS = {tools: "01940000-0000-7000-8000-00000000d001"}


def main():
    rows, total = [], 0
    for kind, key, draw, alt in SHOWN:
        name = f"{draw.__name__.replace('_', '-')}.webp"
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">{draw()}</svg>'
        picture = Image.open(io.BytesIO(cairosvg.svg2png(svg.encode()))).convert("RGB")
        picture.save(HERE / name, "WEBP", quality=80, method=6)
        total += (HERE / name).stat().st_size
        texts = {"fr": alt} | ({"br": BRETON[draw]} if draw in BRETON else {})
        media = {"path": name, "role": "COVER", "alt": texts, "credit": {"name": "Bretagne Creative"}, "licence": "CC0-1.0"}
        if draw in IDS:
            media = {"path": media.pop("path"), "id": IDS[draw]} | media
        rows.append({"kind": kind, "key": key, "media": [media]})
    text = "".join(json.dumps(it, ensure_ascii=False) + "\n" for it in rows)
    (HERE.parent / "pictures.ndjson").write_text(text, encoding="utf-8")
    print(f"{len(rows)} rows, {total // 1000} kB")


main()
