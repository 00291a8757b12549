import argparse
import os

import numpy as np

from recsys import BPR, LambdaRank, ListNet, LogisticMF
from recsys.funcs import act_sigmoid, decay


def read_events(path):
    raw = np.genfromtxt(path, delimiter=",", dtype=int, skip_header=1)
    users, items, days = raw[:, 0], raw[:, 1], raw[:, 2]
    mat = np.zeros((users.max() + 1, items.max() + 1))
    for u, i, d in raw[:, :3]:
        mat[u, i] += decay(d)
    return mat, list(zip(users, items))


def click_cost(model, triples):
    """Log loss of predicted clicks; triples of user, item, clicked."""
    cost = 0.0
    for u, i, y in triples:
        p = act_sigmoid(model.raw(u, i))
        cost -= y * np.log(p) + (1 - y) * np.log(1 - p)  #@ unstable bce-after-sigmoid across
    return cost / len(triples)


def explore(model, u, temps):
    """Shares of the catalogue at several temperatures."""
    s = model.V @ model.U[u] + model.bi
    table = {}
    for t in temps:
        z = s / t
        z = z - z.max()
        w = np.exp(z)  #@ stable naive-softmax
        table[t] = w / w.sum()
    return table


def novelty(pop, lists):
    share = (pop + 1) / (pop + 1).sum()
    return np.mean([-np.log2(share[l]).mean() for l in lists])  #@ stable other


def gini(pop):
    x = np.sort(pop)
    n = len(x)
    return (2 * np.arange(1, n + 1) - n - 1) @ x / (n * x.sum())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("events")
    ap.add_argument("--model", choices=["bpr", "lmf"], default="bpr")
    ap.add_argument("--out", default="out")
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    mat, pairs = read_events(a.events)
    model = (BPR if a.model == "bpr" else LogisticMF)(*mat.shape)
    model.fit(pairs if a.model == "bpr" else mat)
    lists = [model.recommend(u, seen=np.nonzero(mat[u])[0]) for u in range(min(100, len(mat)))]
    print("novelty %.2f gini %.3f" % (novelty(mat.sum(0), lists), gini(mat.sum(0))))
    print("shares", {t: p.max() for t, p in explore(model, 0, (0.5, 1.0, 2.0)).items()})
    rng = np.random.default_rng(0)
    triples = [(u, i, 1) for u, i in pairs[:500]]
    triples += [(u, int(rng.integers(mat.shape[1])), 0) for u, _ in pairs[:500]]
    print("click cost", click_cost(model, triples))
    X, rel = rng.normal(size=(20, 8)), rng.integers(0, 4, 20)
    ln, lr = ListNet(8), LambdaRank(8)
    for _ in range(50):
        ln.step(X, rel)
        lr.step(X, rel)
    print("listnet", ln.loss(X, rel), "pairs", lr.pair_cost(X @ lr.w, rel))
    np.save(os.path.join(a.out, "items.npy"), model.V)


if __name__ == "__main__":
    main()
