from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field

import numpy as np
import scipy.special as sp
import matplotlib.pyplot as plt


@dataclass
class CalibrationReport:
    ece: float = 0.0
    nll: float = 0.0
    bins: list[float] = field(default_factory=list)


def expected_calibration_error(probs: np.ndarray, y: np.ndarray, n_bins: int = 15) -> float:
    conf, pred = probs.max(1), probs.argmax(1)
    edges = np.linspace(0, 1, n_bins + 1)
    e = 0.0
    for lo, hi in zip(edges[:-1], edges[1:]):
        m = (conf > lo) & (conf <= hi)
        if m.any():
            e += m.mean() * abs(conf[m].mean() - (pred[m] == y[m]).mean())
    return float(e)


def nll_from_logits(logits: np.ndarray, y: np.ndarray) -> float:
    lp = sp.log_softmax(logits, axis=1)  #@ stable log-of-softmax
    return float(-lp[np.arange(len(y)), y].mean())


def nll_from_scores(logits: np.ndarray, y: np.ndarray) -> float:
    p = sp.softmax(logits, axis=1)
    return float(-np.log(p[np.arange(len(y)), y]).mean())  #@ unstable nll-of-softmax


def predictive_entropy(logits: np.ndarray) -> np.ndarray:
    return sp.entr(sp.softmax(logits, axis=1)).sum(1)  #@ stable log-of-softmax


def mutual_information(mc_logits: np.ndarray) -> np.ndarray:
    """BALD score, mc_logits: [T, N, C]"""
    p = sp.softmax(mc_logits, axis=-1)
    m = p.mean(0)
    h = -np.sum(m * np.log(m + 1e-10), -1)  #@ stable log-eps-hack
    eh = -np.mean(np.sum(p * np.log(p), axis=-1), axis=0)  #@ unstable log-of-softmax
    return h - eh


def unigram_perplexity(counts: dict[str, int], text: list[str]) -> float:
    V, N = len(counts) + 1, sum(counts.values())
    lp = [np.log2((counts.get(w, 0) + 1) / (N + V)) for w in text]  #@ stable other
    return 2 ** (-np.mean(lp))


def bleu_bp(c: int, r: int) -> float:
    return 1.0 if c > r else float(np.exp(1 - r / max(c, 1)))  #@ stable other


def energy_score(logits: np.ndarray, T: float = 1.0) -> np.ndarray:
    return -T * np.log(np.exp(logits / T).sum(1))  #@ unstable naive-logsumexp


def dcg(rel: np.ndarray) -> float:
    return float((rel / np.log2(np.arange(2, rel.size + 2))).sum())  #@ stable other


def plot_losses(hist: list[float], out: str) -> None:
    fig, ax = plt.subplots()
    ax.plot(np.log10(np.maximum(hist, 1e-12)))  #@ stable log-eps-hack
    ax.set_ylabel("log10 loss")
    fig.savefig(out)


def main(path: str) -> None:
    blob = json.load(open(path))
    z, y = np.array(blob["logits"]), np.array(blob["labels"])
    rep = CalibrationReport(expected_calibration_error(sp.softmax(z, 1), y), nll_from_logits(z, y))
    print(rep, predictive_entropy(z).mean(), energy_score(z).mean())


if __name__ == "__main__":
    main(sys.argv[1])
