"""Train the entity model that ships: `python train/entities.py BENCH_FOLDER --silver FILE...`.

Reads the five labelled sets `train-*.jsonl.gz` of BENCH_FOLDER/entities (records {"id", "text", "mentions":
[[start, end, label], ...]}, code-point offsets, labels PER, ORG, LOC, MISC; their licences, see NOTICE-models.md,
allow a model trained on them to ship) and writes builder/annotate/model/entities.crfsuite, and with `--words`
builder/annotate/lexicon/common_words.txt. The same data give the same model. Each FILE
holds texts that a large model labelled (train/entity_teacher.py, with `--held-out .1`): five sets of few documents are
little to learn from.

The sets were labelled by different rules. They are brought nearer to each other first (`mend`), and the tokens of
all sets but one carry their set in features of their own while training, which take up what remains of its habits
(after Daumé, 'Frustratingly easy domain adaptation', 2007); nothing carries such features afterwards.

On the tenth of the sets that `--held-out .1` keeps apart, exact-span F1 of the whole engine without the teacher's texts and
with them: wikigold .783, .804; gum_by .694, .733; re3d .735, .754; btc .535, .517; wnut .462, .504. On dev-worldwide-a .787,
.796, and .798 with nothing kept apart (all before the rules of builder/annotate/adjoining.py and what evidence.py has since
learnt, with which it was .811). A least score for each type, chosen on held-out documents (organizations .4, places .6), does
not carry over: on dev-worldwide-a .701 to .699 and .837 to .830, so there is none.

The lists of provinces, peoples and geography, and what name_types.py and its neighbours have since learnt: on dev-worldwide-a .818
(places .840 to .851), and on models of two folds of the edited sets wikigold .738 to .745, gum_by .632 to .642, re3d .669 to .665
(four mentions of one name). Weights averaged over two to four models of other teachers are no better: .818, .819, .820.

Most names of tomorrow's news stand in no list and in no training text, so the model must learn what stands around a
name. Each training document sees the lists with gaps (`gaps`), and edited text is read a second time in which half the
words of names show neither letters nor endings (`blinded`; after Sutton et al., 'Reducing weight undertraining in
structured discriminative learning', 2006). The gaps are drawn by a hash of set, document and word, not at random.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pycrfsuite

from builder.annotate.annotating import annotate
from builder.annotate.builtin import BuiltinEngine
from builder.annotate.features import Reader, every
from builder.annotate.lexicon import Lexicon, heads_of, lexicon
from builder.annotate.tokens import Tokens, tokenize
from builder.model.entities import EntityType

SETS = ("wikigold", "gum_by", "re3d", "btc", "wnut")
#: Edited text, which is read twice.
EDITED = ("wikigold", "gum_by", "re3d")
#: The share of listed names of people and organizations that a document's lists lack, and of places, of which fewer are
#: made anew. (On dev-worldwide-a without the document layer: no gaps .738; .35 of all .739, people .791 to .802 but
#: places .782 to .769; .35 and, of places, .09, with words around a name as features: .744.)
GAP = 0.35
PLACE_GAP = 0.09
#: The share of a name's words that hide their letters in the second reading (.4: .744 to .749 as above).
BLIND = 0.5
LETTERS = ("w:", "W:", "s2:", "s3:", "s4:", "p2:", "p3:", "m1:", "m2:")
#: The set whose labelling rules the model follows; what the others do otherwise goes into features of theirs.
#: (On dev-worldwide-a, with document layer: all else equal, no such features .720, wikigold as target .739, gum_by .723.)
TARGET = "wikigold"
#: The set of the texts that the teacher labelled, by what the target set's rules made of all sets. They carry no features
#: of their own. (On dev-worldwide-a, 6.3 million characters of them: .798, with such features .793.)
SILVER = "silver"
HABITS = ("k:", "c:", "s:", "w:", "bk", "ak", "j:", "D:", "P=", "bc")
ROOT = Path(__file__).resolve().parent.parent / "builder" / "annotate"
LABELS = {"PER": "p", "ORG": "o", "LOC": "l", "MISC": "m"}


@dataclass(frozen=True)
class Labelled:
    """One labelled document of a set. `doubts` are places whose label is not to be learnt from."""

    set: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    doubts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Example:
    """A run of a document's words: its set, features and labels, a list a word."""

    set: str
    features: list[list[str]]
    tags: list[str]


def load(folder: Path, names: tuple[str, ...] = SETS) -> list[Labelled]:
    """The documents of the sets, in order."""
    documents = []
    for name in names:
        with gzip.open(folder / f"train-{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                documents.append(
                    Labelled(name, record["text"], tuple((a, b, c) for a, b, c in record["mentions"]))
                )
    return documents


def load_silver(path: Path, share: float) -> list[Labelled]:
    """Texts that train/entity_teacher.py labelled, or the `share` of them that is drawn by their ids."""
    documents = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if draw("silver", record["id"]) < share:
                spans = tuple((a, b, c) for a, b, c in record["mentions"])
                doubts = tuple((a, b) for a, b in record["doubts"])
                documents.append(Labelled(SILVER, record["text"], spans, doubts))
    return documents


def mend(document: Labelled, words: Lexicon) -> Labelled:
    """The document with spans by one set of rules: no article or title before a name, countries are places,
    demonyms are not, no handles of posts, a description in lower case is no name."""
    spans = []
    for start, end, label in document.spans:
        text = document.text[start:end]
        if (document.text[start - 1 : start] in "@#" and start) or text[:1] in "@#":
            continue
        if document.set == "re3d":
            while (match := re.match(r"(\S+)\s+", text)) and (
                match[1].lower() in ("the", "a")
                or (label == "PER" and match[1].lower().strip(",") in words.titles)
            ):
                start += match.end()
                text = text[match.end() :]
        capital = any(c.isupper() for c in text[:2]) or text.split("-")[0].lower() in ("al", "el")
        if not capital and not is_post(document.set):
            continue
        classes = words.classes.get(text, "")
        if "d" in classes and "p" not in classes:
            label = "MISC"
        elif label == "ORG" and (text in words.countries or text in words.countries.values()):
            label = "LOC"
        if document.set == "re3d" and label == "PER" and text.split()[-1].lower() in words.titles:
            continue
        spans.append((start, end, label))
    return replace(document, spans=tuple(spans))


def tag(tokens: Tokens, spans: tuple[tuple[int, int, str], ...]) -> list[str]:
    """One label a token: `O`, or `B` or `I` and the type's letter."""
    tags = ["O"] * len(tokens)
    at = 0
    for start, end, label in sorted(spans):
        while at < len(tokens) and tokens.ends[at] <= start:
            at += 1
        index, lead = at, "B"
        while index < len(tokens) and tokens.starts[index] < end:
            tags[index] = lead + LABELS[label]
            lead, index = "I", index + 1
    return tags


def is_post(name: str) -> bool:
    return name in ("btc", "wnut")


def common_words(documents: list[Labelled], least: int = 3) -> list[str]:
    """Words printed in lower case at least nine times in ten where no sentence starts, `least` times or more."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for document in documents:
        tokens = tokenize(document.text)
        for word, first in zip(tokens.words, tokens.first, strict=True):
            if word.isalpha() and len(word) > 1:
                if word.islower():
                    lower[word] += 1
                elif not first:
                    upper[word.lower()] += 0.3 if is_post(document.set) else 1
    return sorted(w for w, n in lower.items() if n >= least and upper[w] <= n / 9)


def draw(*key: object) -> float:
    """A number from 0 to 1 that depends on the key alone."""
    return (
        int(hashlib.md5("|".join(map(str, key)).encode(), usedforsecurity=False).hexdigest()[:8], 16) / 2**32
    )


def gaps(words: Lexicon, present: frozenset[str], key: str) -> Lexicon:
    """The lists as one document sees them: what the words in it (`present`) need, less the share that is drawn by `key`."""

    def kept(word: str) -> bool:
        classes = set(words.classes[word])
        if classes <= set("cldvxyz"):
            return True
        return draw(key, word) >= (PLACE_GAP if "p" in classes else GAP)

    forms = present | {word.capitalize() for word in present if word.isupper()}
    phrases = {
        phrase: kind
        for head in present & words.heads.keys()
        for phrase, kind in _by_head(words).get(head, ())
        if kind in "yz" or draw(key, *phrase) >= (PLACE_GAP if kind == "p" else GAP)
    }
    return replace(
        words,
        classes={word: words.classes[word] for word in sorted(forms) if word in words.classes and kept(word)},
        phrases=phrases,
        heads=heads_of(phrases),
    )


_heads: dict[str, list[tuple[tuple[str, ...], str]]] = {}


def _by_head(words: Lexicon) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    if not _heads:
        for phrase, kind in words.phrases.items():
            _heads.setdefault(phrase[0], []).append((phrase, kind))
    return _heads


def blinded(rows: list[Example], key: str) -> list[Example]:
    """The examples with the letters of half their names' words hidden."""
    return [
        Example(
            row.set,
            [
                [f for f in features if not f.startswith(LETTERS)]
                if tag != "O" and draw(key, number, at) < BLIND
                else features
                for at, (features, tag) in enumerate(zip(row.features, row.tags, strict=True))
            ],
            row.tags,
        )
        for number, row in enumerate(rows)
    ]


def examples(documents: list[Labelled], words: Lexicon, reading: str = "") -> list[Example]:
    """The runs of all documents; each `reading` has other gaps in its lists."""
    found = []
    for number, document in enumerate(documents):
        document = mend(document, words)
        tokens = tokenize(document.text)
        tags = tag(tokens, document.spans)
        reader = Reader(gaps(words, frozenset(tokens.words), f"{reading}{document.set}{number}"), every)
        doubtful = {
            index
            for start, end in document.doubts
            for index in range(bisect_left(tokens.starts, start), bisect_left(tokens.starts, end))
        }
        for run in reader.read(tokens):
            if not doubtful.isdisjoint(range(run.start, run.end)):
                continue
            found.append(Example(document.set, run.features, tags[run.start : run.end]))
    return found


def habits(name: str, features: list[str]) -> list[str]:
    """What lets the model learn a set's own labelling rules apart from those of the target set."""
    return [f"S={name}", *(f"{name}~{f}" for f in features if f.startswith(HABITS))]


def train(rows: list[Example], path: Path, c1: float, c2: float, rounds: int) -> None:
    """Fit by L-BFGS with an L1 penalty, which leaves most features without weight, so that the file is small."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": c1,
            "c2": c2,
            "max_iterations": rounds,
            "feature.possible_transitions": True,
            "feature.minfreq": 1,
        }
    )
    for row in rows:
        marked = (
            row.features
            if row.set in (TARGET, SILVER)
            else [[*own, *habits(row.set, own)] for own in row.features]
        )
        trainer.append(marked, row.tags)
    trainer.train(str(path))


def measure(model: Path, documents: list[Labelled]) -> str:
    """Exact-span F1 over people, organizations and places of the whole engine, and of each."""
    kinds = {EntityType.PERSON: "PER", EntityType.ORGANIZATION: "ORG", EntityType.PLACE: "LOC"}
    engine = BuiltinEngine(model.read_bytes())
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for document in documents:
        found = annotate(document.text, "en", engine=engine).mentions
        said = {(m.start, m.end, kinds[m.type]) for m in found}
        true = {span for span in document.spans if span[2] in kinds.values()}
        right.update(span[2] for span in true & said)
        wrong.update(span[2] for span in true ^ said)
    hit, miss = right.total(), wrong.total()
    each = " ".join(f"{k} {2 * right[k] / max(1, 2 * right[k] + wrong[k]):.4f}" for k in kinds.values())
    return f"F1 {2 * hit / max(1, 2 * hit + miss):.4f} {each}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--words", action="store_true", help="derive the list of common words first")
    parser.add_argument("--c1", type=float, default=1.2, help="L1 penalty (.2 .737, .8 .743 and smaller)")
    parser.add_argument("--c2", type=float, default=0.02)
    parser.add_argument("--rounds", type=int, default=140)
    parser.add_argument("--leave-out", nargs="*", choices=SETS, default=[], help="train without these sets")
    parser.add_argument(
        "--silver", type=Path, nargs="*", default=[], help="texts that train/entity_teacher.py labelled"
    )
    parser.add_argument("--share", type=float, default=1.0, help="the share of those texts to learn from")
    parser.add_argument("--held-out", type=float, default=0.0, help="the share of documents to measure on")
    parser.add_argument("--out", type=Path, default=ROOT / "model" / "entities.crfsuite")
    args = parser.parse_args()
    documents = load(args.bench / "entities")
    if args.words:
        listed = common_words(documents)
        (ROOT / "lexicon" / "common_words.txt").write_text(
            "# Words that the training texts print in lower case at least nine times in ten.\n"
            + "\n".join(listed)
            + "\n",
            "utf-8",
        )
        print(f"{len(listed)} common words")
    apart = [d for n, d in enumerate(documents) if draw("held out", n) < args.held_out]
    kept = [
        d
        for n, d in enumerate(documents)
        if d.set not in args.leave_out and draw("held out", n) >= args.held_out
    ]
    rows = examples(kept, lexicon())
    again = [document for document in kept if document.set in EDITED]
    rows += blinded(examples(again, lexicon(), "again "), "blind")
    for path in args.silver:
        rows += examples(load_silver(path, args.share), lexicon())
    print(f"{len(rows)} runs, {sum(len(row.tags) for row in rows)} tokens")
    args.out.parent.mkdir(exist_ok=True)
    train(rows, args.out, args.c1, args.c2, args.rounds)
    print(f"{args.out.stat().st_size / 1e6:.2f} MB")
    for name in SETS if apart else ():
        those = [mend(d, lexicon()) for d in apart if d.set == name]
        print(f"held out {name}, {len(those)}: {measure(args.out, those)}")


if __name__ == "__main__":
    main()
