import argparse
import math
from collections import Counter

import torch
import torch.nn.functional as F

from .crf import START_TAG, STOP_TAG
from .tagger import Tagger


def read_conll(path):
    sents, cur = [], []
    with open(path) as f:
        for line in f:
            line = line.strip()
            if not line:
                if cur:
                    sents.append(cur)
                cur = []
                continue
            w, t = line.split()[0], line.split()[-1]
            cur.append((w, t))
    return sents


def idf_table(sents):
    df = Counter(w for s in sents for w in {w for w, _ in s})
    n = len(sents)
    return {w: math.log(n / (1 + c)) for w, c in df.items()}  #@ stable other


def token_uncertainty(model, words, chars):
    p = model.marginals(words, chars)
    return -(p * p.log()).sum(-1)  #@ unstable log-of-softmax across


def intent_nll(intent_probs, y):
    picked = intent_probs[0, y]
    return -torch.log(picked)  #@ unstable nll-of-softmax across


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('train')
    ap.add_argument('--epochs', type=int, default=10)
    args = ap.parse_args()
    sents = read_conll(args.train)
    tags = sorted({t for s in sents for _, t in s}) + [START_TAG, STOP_TAG]
    t2i = {t: i for i, t in enumerate(tags)}
    w2i = {w: i + 1 for i, w in enumerate(sorted({w for s in sents for w, _ in s}))}
    model = Tagger(len(w2i) + 1, 256, t2i)
    idf = idf_table(sents)
    opt = torch.optim.SGD(model.parameters(), lr=0.015, momentum=0.9)
    for ep in range(args.epochs):
        for s in sents:
            words = torch.tensor([w2i[w] for w, _ in s])
            chars = torch.tensor([[min(ord(c), 255) for c in w.ljust(20)[:20]] for w, _ in s])
            y = torch.tensor([t2i[t] for _, t in s])
            feats, intent = model(words, chars)
            if model.crf is not None:
                loss = model.crf.neg_log_likelihood(feats, y)
            else:
                loss = F.cross_entropy(feats, y)  #@ stable softmax-before-ce
            loss = loss + 0.1 * intent_nll(intent, int(sum(idf[w] for w, _ in s)) % 12)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(ep, loss.item(), token_uncertainty(model, words, chars).mean().item())


if __name__ == '__main__':
    main()
