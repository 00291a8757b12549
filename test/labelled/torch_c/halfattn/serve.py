"""Batch inference on one GPU, weights in half precision."""
import argparse
import json
import sys
import time

import torch

from .encoder import TextEncoder


def load(path, vocab):
    model = TextEncoder(vocab)
    model.load_state_dict(torch.load(path, map_location="cpu"))
    return model.half().cuda().eval()


def batches(lines, tok, bs):
    buf = []
    for l in lines:
        buf.append([tok.get(w, 1) for w in l.lower().split()][:512] or [1])
        if len(buf) == bs:
            yield pad(buf)
            buf = []
    if buf:
        yield pad(buf)


def pad(seqs):
    n = max(map(len, seqs))
    return torch.tensor([s + [0] * (n - len(s)) for s in seqs])


@torch.inference_mode()
def main(argv=None):
    ap = argparse.ArgumentParser()
    ap.add_argument("weights")
    ap.add_argument("--vocab", default="vocab.json")
    ap.add_argument("--bs", type=int, default=64)
    a = ap.parse_args(argv)
    tok = json.load(open(a.vocab))
    model = load(a.weights, len(tok))
    t0, n = time.time(), 0
    for ids in batches(sys.stdin, tok, a.bs):
        logits = model(ids.cuda())
        conf = torch.softmax(logits.float(), dim=-1)  #@ stable naive-softmax
        for c, k in zip(*conf.max(-1)):
            print("%d\t%.4f" % (k.item(), c.item()))
        n += ids.size(0)
    sys.stderr.write("%.1f docs/s\n" % (n / (time.time() - t0)))


if __name__ == "__main__":
    main()
