"""BPR / logistic MF / sampled softmax on implicit feedback, MovieLens."""
import argparse
import logging
import math

import numpy as np
import pandas as pd
from scipy.special import expit, logsumexp, softmax

from recsys.scorers import MatrixFactorization

logger = logging.getLogger('recsys')


def bpr_epoch(model, pairs, n_items, lr, reg, rng):
    total = 0.0
    for u, i in pairs:
        j = rng.randint(n_items)
        x = model.score(u, i) - model.score(u, j)
        s = expit(-x)
        total += -np.log(expit(x))  #@ unstable log-of-sigmoid
        pu = model.P[u].copy()
        model.P[u] += lr * (s * (model.Q[i] - model.Q[j]) - reg * pu)
        model.Q[i] += lr * (s * pu - reg * model.Q[i])
        model.Q[j] += lr * (-s * pu - reg * model.Q[j])
    return total / len(pairs)


def bpr_loss(diff):
    return np.logaddexp(0, -diff).mean()  #@ stable naive-softplus


def logistic_mf_loss(model, users, items, labels):
    p = model.proba(users, items)
    return -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p))  #@ unstable bce-after-sigmoid across


def full_softmax_nll(model, pairs):
    out = 0.0
    for u, i in pairs:
        out -= math.log(model.item_distribution(u)[i])  #@ unstable nll-of-softmax across
    return out / len(pairs)


def sampled_softmax(model, u, i, negs, log_q):
    s = np.concatenate([[model.score(u, i)], model.score(u, negs)]) - log_q
    return logsumexp(s) - s[0]  #@ stable naive-logsumexp


def user_entropy(model, u):
    p = softmax(model.P[u].dot(model.Q.T))
    return -(p * np.log(p)).sum()  #@ unstable log-of-softmax


def popularity_logq(counts, alpha=0.75):
    q = (counts + 1.0) ** alpha
    return np.log(q / q.sum())  #@ stable log-of-softmax


def ndcg(rank):
    return 1.0 / math.log2(rank + 2)  #@ stable other


def time_weight(days, half_life=30.0):
    return np.exp(-np.log(2) * days / half_life)  #@ stable other


def evaluate(model, held, k=10):
    hits, gain = 0, 0.0
    for u, i in held:
        s = model.P[u].dot(model.Q.T) + model.bi
        r = int((s > s[i]).sum())
        if r < k:
            hits += 1
            gain += ndcg(r)
    return hits / len(held), gain / len(held)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('ratings')
    ap.add_argument('--epochs', type=int, default=20)
    ap.add_argument('--lr', type=float, default=0.05)
    args = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    df = pd.read_csv(args.ratings, names=['u', 'i', 'r', 't'], sep='\t')
    df['u'], df['i'] = df.u.astype('category').cat.codes, df.i.astype('category').cat.codes
    df['w'] = time_weight((df.t.max() - df.t) / 86400.0)
    df = df.sort_values('t')
    held = df.groupby('u').tail(1)[['u', 'i']].values
    train = df.drop(df.groupby('u').tail(1).index)[['u', 'i']].values
    m = MatrixFactorization(df.u.nunique(), df.i.nunique())
    rng = np.random.RandomState(0)
    for e in range(args.epochs):
        rng.shuffle(train)
        l = bpr_epoch(m, train, m.Q.shape[0], args.lr, 0.01, rng)
        logger.info('epoch %d bpr %.4f HR/NDCG %s', e, l, evaluate(m, held))
    logger.info('nll %.3f', full_softmax_nll(m, held))


if __name__ == '__main__':
    main()
