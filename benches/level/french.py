#!/usr/bin/env python3
"""Writes rows in the import format whose words are as frequent as those of French (Zipf's law, a third of them stop words), the same ones
each time: themes, members, and as many entries as are asked for.

Usage: french.py [ENTRIES] [FIRST] > rows.ndjson      (100,000 entries from number 0 unless others are given)
"""
import itertools
import json
import random
import sys

import rows as level

STOPS = "le la les de des du un une et à au aux en dans pour par sur avec qui que ce cette ces son sa ses leur leurs est sont ne pas plus".split()
ONSETS = "b br c ch cl cr d dr f fl fr g gl gr j l m n p pl pr qu r s st t tr v".split()
NUCLEI = "a e i o u é è ou on an in oi ai eau eu".split()
ENDINGS = ["", "", "", "s", "e", "es", "er", "ment", "tion", "tions", "age", "eur", "ité", "able"]
VOCABULARY = 60_000
SEED = 20_261_128


def made_up(chance):
    """Words that a French reader could take for French, the most frequent ones first and shortest."""
    words, known = [], set()
    while len(words) < VOCABULARY:
        syllables = 1 + min(3, len(words) // 400) if len(words) < 1_600 else chance.choice([2, 3, 3, 4])
        word = "".join(chance.choice(ONSETS) + chance.choice(NUCLEI) for _ in range(syllables)) + chance.choice(ENDINGS)
        if word not in known and word not in STOPS and len(word) > 3:
            known.add(word)
            words.append(word)
    return words


class French:
    def __init__(self):
        self.chance = random.Random(SEED)
        self.words = made_up(self.chance)
        # Zipf and Mandelbrot: the word of rank r comes as often as 1 / (r + 2.7)
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(1, VOCABULARY + 1)))

    def some(self, count):
        content = self.chance.choices(self.words, cum_weights=self.weights, k=count)
        return " ".join(f"{self.chance.choice(STOPS)} {it}" if self.chance.random() < 0.5 else it for it in content)

    def text(self, paragraphs):
        return "\n\n".join(self.some(self.chance.randint(25, 80)).capitalize() + "." for _ in range(paragraphs))


def words():
    """The vocabulary by rank: the first is the commonest."""
    return made_up(random.Random(SEED))


def rows(entries, first=0):
    french, places = French(), level.communes()
    chance = french.chance
    members = max(50, entries // 60)
    if not first:
        for theme in range(level.THEMES):
            parent = {"parent": f"t{theme % 20}"} if theme >= 40 else {}
            yield {"kind": "theme", "key": f"t{theme}", "slug": f"theme-{theme}", "name": {"fr": f"Thème {theme}"}, **parent}
        for member in range(members):
            yield {"kind": "member", "key": f"m{member}", "slug": f"membre-{member}", "memberKind": "PERSON",
                   "name": french.some(2).title()}
    # the rows that are added later have other words, and stand under the same themes
    chance.seed(SEED + first)
    for number in range(first, first + entries):
        kind = ("initiative", "article", "article", "article", "recipe")[number % 5]
        row = {
            "kind": kind, "key": f"f{number}", "slug": f"{kind}-{number}", "title": french.some(4).capitalize(),
            "summary": french.some(14).capitalize() + ".", "body": french.text(chance.randint(2, 5)), "language": "fr",
            "licence": chance.choice(level.LICENCES), "status": "PUBLISHED",
            "publishedAt": level.wire(level.moment(chance, 2012, 2025)),
            "themes": [f"t{it}" for it in chance.sample(range(level.THEMES), 2)],
            "territories": [chance.choice(places)[0]],
            "authors": [f"m{chance.randrange(50)}"],
        }
        yield row | ({"articleKind": "ORIGINAL"} if kind == "article" else {})


def main():
    entries, first = (int(it) for it in (sys.argv[1:] + ["100000", "0"][len(sys.argv) - 1:])[:2])
    for row in rows(entries, first):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
