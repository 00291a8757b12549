import argparse
import pickle

import numpy as np


def sigmoid(z):
    return np.exp(z) / (1.0 + np.exp(z))  #@ unstable naive-sigmoid


def dsigmoid(s):
    return s * (1 - s)


class LSTM:
    """Single layer LSTM with forward and backward written out by hand."""

    def __init__(self, vocab, hidden, seed=1):
        rs = np.random.RandomState(seed)
        z = vocab + hidden
        sd = 1.0 / np.sqrt(z)
        self.H, self.V = hidden, vocab
        self.P = {
            "Wf": rs.randn(hidden, z) * sd, "bf": np.ones((hidden, 1)),
            "Wi": rs.randn(hidden, z) * sd, "bi": np.zeros((hidden, 1)),
            "Wo": rs.randn(hidden, z) * sd, "bo": np.zeros((hidden, 1)),
            "Wg": rs.randn(hidden, z) * sd, "bg": np.zeros((hidden, 1)),
            "Wy": rs.randn(vocab, hidden) * sd, "by": np.zeros((vocab, 1)),
        }
        self.m = {k: np.zeros_like(v) for k, v in self.P.items()}
        self.v = {k: np.zeros_like(v) for k, v in self.P.items()}
        self.t = 0

    def cell(self, x, h, c):
        P = self.P
        z = np.vstack([h, x])
        f = sigmoid(P["Wf"] @ z + P["bf"])
        i = sigmoid(P["Wi"] @ z + P["bi"])
        o = sigmoid(P["Wo"] @ z + P["bo"])
        g = np.tanh(P["Wg"] @ z + P["bg"])
        c_new = f * c + i * g
        h_new = o * np.tanh(c_new)
        y = P["Wy"] @ h_new + P["by"]
        return h_new, c_new, y, (z, f, i, o, g, c, c_new, h_new)

    def loss_and_grad(self, xs, ts, h, c):
        caches, probs, loss = [], [], 0.0
        for x, t in zip(xs, ts):
            e = np.zeros((self.V, 1))
            e[x] = 1
            h, c, y, cache = self.cell(e, h, c)
            y -= y.max()
            logZ = np.log(np.exp(y).sum())  #@ stable naive-logsumexp
            loss += float(logZ - y[t, 0])
            probs.append(np.exp(y - logZ))  #@ stable naive-softmax
            caches.append(cache)
        G = {k: np.zeros_like(v) for k, v in self.P.items()}
        dh_next, dc_next = np.zeros((self.H, 1)), np.zeros((self.H, 1))
        for k in range(len(xs) - 1, -1, -1):
            z, f, i, o, g, c_old, c_new, h_new = caches[k]
            dy = probs[k].copy()
            dy[ts[k]] -= 1
            G["Wy"] += dy @ h_new.T
            G["by"] += dy
            dh = self.P["Wy"].T @ dy + dh_next
            tc = np.tanh(c_new)
            do = dh * tc * dsigmoid(o)
            dc = dc_next + dh * o * (1 - tc ** 2)
            df, di, dg = dc * c_old * dsigmoid(f), dc * g * dsigmoid(i), dc * i * (1 - g ** 2)
            dz = 0
            for name, d in (("f", df), ("i", di), ("o", do), ("g", dg)):
                G["W" + name] += d @ z.T
                G["b" + name] += d
                dz = dz + self.P["W" + name].T @ d
            dh_next = dz[:self.H]
            dc_next = dc * f
        for g in G.values():
            np.clip(g, -1, 1, out=g)
        return loss / len(xs), G, h, c

    def adam(self, G, lr, b1=0.9, b2=0.999):
        self.t += 1
        for k in self.P:
            self.m[k] = b1 * self.m[k] + (1 - b1) * G[k]
            self.v[k] = b2 * self.v[k] + (1 - b2) * G[k] ** 2
            mh = self.m[k] / (1 - b1 ** self.t)
            vh = self.v[k] / (1 - b2 ** self.t)
            self.P[k] -= lr * mh / (np.sqrt(vh) + 1e-8)

    def generate(self, start, n, temp=1.0):
        h, c = np.zeros((self.H, 1)), np.zeros((self.H, 1))
        out = [start]
        for _ in range(n):
            e = np.zeros((self.V, 1))
            e[out[-1]] = 1
            h, c, y, _ = self.cell(e, h, c)
            p = np.exp(y / temp)
            p = p / p.sum()  #@ unstable naive-softmax
            out.append(int(np.random.choice(self.V, p=p.ravel())))
        return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("text")
    ap.add_argument("--hidden", type=int, default=128)
    ap.add_argument("--seq", type=int, default=30)
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--temp", type=float, default=0.7)
    ap.add_argument("--save", default="lstm.pkl")
    args = ap.parse_args()
    text = open(args.text).read()
    chars = sorted(set(text))
    ix = {c: i for i, c in enumerate(chars)}
    ids = [ix[c] for c in text]
    net = LSTM(len(chars), args.hidden)
    h = c = np.zeros((args.hidden, 1))
    avg = np.log(len(chars))  #@ stable other
    for it, p in enumerate(range(0, len(ids) - args.seq - 1, args.seq)):
        loss, G, h, c = net.loss_and_grad(ids[p:p + args.seq], ids[p + 1:p + args.seq + 1], h, c)
        net.adam(G, args.lr)
        avg = 0.99 * avg + 0.01 * loss
        if it % 500 == 0:
            print(it, "nats/char %.3f  ppl %.2f" % (avg, np.exp(avg)))  #@ stable other
            print("".join(chars[k] for k in net.generate(ids[p], 150, args.temp)))
    with open(args.save, "wb") as f:
        pickle.dump((net.P, chars), f)


if __name__ == "__main__":
    main()
