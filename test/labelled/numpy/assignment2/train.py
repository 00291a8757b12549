import argparse

import numpy as np

from nn import Net, nll_loss, bce_loss, softmax_loss


def spiral(n, k, seed=0):
    rng = np.random.RandomState(seed)
    X, y = np.zeros((n * k, 2)), np.zeros(n * k, dtype="int64")
    for j in range(k):
        r = np.linspace(0.0, 1, n)
        t = np.linspace(j * 4, (j + 1) * 4, n) + rng.randn(n) * 0.2
        X[n * j:n * (j + 1)] = np.c_[r * np.sin(t), r * np.cos(t)]
        y[n * j:n * (j + 1)] = j
    return X, y


def entropy_of_predictions(net, X):
    p = net.forward(X)
    return -np.sum(p * np.log(p), axis=1).mean()  #@ unstable log-of-softmax across


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--task", choices=["multi", "binary", "raw"], default="multi")
    ap.add_argument("--hidden", type=int, default=100)
    ap.add_argument("--lr", type=float, default=1.0)
    ap.add_argument("--reg", type=float, default=1e-3)
    ap.add_argument("--iters", type=int, default=2000)
    args = ap.parse_args()

    k = 2 if args.task == "binary" else 3
    X, y = spiral(100, k)
    net = Net([2, args.hidden, 1 if args.task == "binary" else k], head=args.task, reg=args.reg)

    for it in range(args.iters):
        out = net.forward(X)
        if args.task == "multi":
            loss, dout = nll_loss(out, y)
        elif args.task == "binary":
            loss, dout = bce_loss(out, y)
        else:
            loss, dout = softmax_loss(out, y)  #@ stable softmax-before-ce
        net.backward(dout)
        net.step(args.lr * 0.5 ** (it // 500))
        if it % 200 == 0:
            print("iter %4d loss %.4f" % (it, loss + net.penalty()))

    out = net.forward(X)
    pred = (out.ravel() > 0.5).astype(int) if args.task == "binary" else out.argmax(axis=1)
    print("accuracy", (pred == y).mean())
    if args.task == "multi":
        print("mean entropy", entropy_of_predictions(net, X))
        # chance level, as a sanity check
        print("expected initial loss", np.log(k))  #@ stable other


if __name__ == "__main__":
    main()
