import argparse

import numpy as np
from tqdm import tqdm

from minigpt.model import gpt2
from minigpt.ops import softmax, log_softmax, softmax_temp


class Sampler:
    def __init__(self, temperature: float = 1.0, top_k: int = 0, top_p: float = 1.0, seed: int = 0):
        self.temperature = temperature
        self.top_k = top_k
        self.top_p = top_p
        self.rng = np.random.default_rng(seed)

    def __call__(self, logits):
        logits = logits / self.temperature  #@ unstable zero-temperature across
        if self.top_k:
            kth = np.sort(logits)[-self.top_k]
            logits = np.where(logits < kth, -np.inf, logits)
        probs = softmax(logits)
        if self.top_p < 1.0:
            order = np.argsort(-probs)
            cum = np.cumsum(probs[order])
            cut = order[np.searchsorted(cum, self.top_p) + 1:]
            probs[cut] = 0
            probs /= probs.sum()
        return int(self.rng.choice(len(probs), p=probs))


GREEDY = Sampler(temperature=0.0)
CREATIVE = Sampler(temperature=1.1, top_p=0.95)


def generate(inputs, params, n_head, n_tokens, sampler=GREEDY):
    for _ in tqdm(range(n_tokens), 'generating'):
        logits = gpt2(inputs, **params, n_head=n_head)
        inputs = np.append(inputs, [sampler(logits[-1])])
    return list(inputs[len(inputs) - n_tokens:])


def lm_loss(inputs, params, n_head):
    x, y = inputs[:-1], inputs[1:]
    output = softmax(gpt2(x, **params, n_head=n_head))
    return np.mean(-np.log(output[np.arange(len(y)), y]))  #@ unstable nll-of-softmax across


def perplexity(inputs, params, n_head):
    x, y = inputs[:-1], inputs[1:]
    lp = log_softmax(gpt2(x, **params, n_head=n_head))
    nll = -lp[np.arange(len(y)), y].mean()
    return np.exp(nll)  #@ stable other


def surprise(tokens, params, n_head):
    p = softmax_temp(gpt2(tokens[:-1], **params, n_head=n_head), 0.7)
    return -np.log2(p[np.arange(len(tokens) - 1), tokens[1:]])  #@ unstable nll-of-softmax across


def self_consistency(sequences, scores):
    """scores: average log-probs of the samples, in nats"""
    votes = {}
    for s, sc in zip(sequences, scores):
        votes[s] = votes.get(s, 0.0) + np.exp(sc)
    return max(votes, key=votes.get)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('prompt')
    ap.add_argument('--n', type=int, default=40)
    ap.add_argument('--mode', choices=['greedy', 'creative'], default='greedy')
    args = ap.parse_args()
    import pickle
    enc, hp, params = pickle.load(open("gpt2_124M.pkl", "rb"))
    ids = enc.encode(args.prompt)
    out = generate(ids, params, hp['n_head'], args.n, GREEDY if args.mode == 'greedy' else CREATIVE)
    print(enc.decode(out))
    print('ppl', perplexity(np.array(ids), params, hp['n_head']))


if __name__ == '__main__':
    main()
