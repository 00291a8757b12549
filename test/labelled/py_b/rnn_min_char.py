"""
Minimal character-level vanilla RNN in numpy.
"""
import numpy as np

data = open('input.txt', 'r').read()
chars = sorted(set(data))
V = len(chars)
c2i = {c: i for i, c in enumerate(chars)}
H, T, lr = 100, 25, 1e-1

Wxh = np.random.randn(H, V) * 0.01
Whh = np.random.randn(H, H) * 0.01
Why = np.random.randn(V, H) * 0.01
bh, by = np.zeros((H, 1)), np.zeros((V, 1))


def loss_fun(inputs, targets, hprev):
    xs, hs, ys, ps = {}, {}, {}, {}
    hs[-1] = np.copy(hprev)
    loss = 0
    for t in range(len(inputs)):
        xs[t] = np.zeros((V, 1))
        xs[t][inputs[t]] = 1
        hs[t] = np.tanh(Wxh @ xs[t] + Whh @ hs[t - 1] + bh)
        ys[t] = Why @ hs[t] + by
        ps[t] = np.exp(ys[t]) / np.sum(np.exp(ys[t]))  #@ unstable naive-softmax
        loss += -np.log(ps[t][targets[t], 0])  #@ unstable nll-of-softmax
    grads = [np.zeros_like(p) for p in (Wxh, Whh, Why, bh, by)]
    dhn = np.zeros_like(hs[0])
    for t in reversed(range(len(inputs))):
        dy = np.copy(ps[t])
        dy[targets[t]] -= 1
        grads[2] += dy @ hs[t].T
        grads[4] += dy
        dh = (Why.T @ dy + dhn) * (1 - hs[t] ** 2)
        grads[3] += dh
        grads[0] += dh @ xs[t].T
        grads[1] += dh @ hs[t - 1].T
        dhn = Whh.T @ dh
    for g in grads:
        np.clip(g, -5, 5, out=g)
    return loss, grads, hs[len(inputs) - 1]


def sample(h, ix, n, temperature=1.0):
    out = []
    x = np.zeros((V, 1))
    x[ix] = 1
    for _ in range(n):
        h = np.tanh(Wxh @ x + Whh @ h + bh)
        y = (Why @ h + by) / temperature
        y = y - np.max(y)
        p = np.exp(y) / np.sum(np.exp(y))  #@ stable naive-softmax
        ix = np.random.choice(range(V), p=p.ravel())
        x = np.zeros((V, 1))
        x[ix] = 1
        out.append(ix)
    return out


def resample(preds, temperature=1.0):
    # preds come from the model's softmax
    preds = np.asarray(preds).astype('float64')
    preds = np.log(preds) / temperature
    e = np.exp(preds)
    preds = e / np.sum(e)
    return np.argmax(np.random.multinomial(1, preds, 1))


if __name__ == '__main__':
    smooth = -np.log(1.0 / V) * T
    mem = [np.zeros_like(p) for p in (Wxh, Whh, Why, bh, by)]
    h = np.zeros((H, 1))
    for n, p in enumerate(range(0, len(data) - T - 1, T)):
        x = [c2i[c] for c in data[p:p + T]]
        y = [c2i[c] for c in data[p + 1:p + T + 1]]
        loss, grads, h = loss_fun(x, y, h)
        smooth = smooth * .999 + loss * .001
        for par, g, m in zip([Wxh, Whh, Why, bh, by], grads, mem):
            m += g * g
            par += -lr * g / np.sqrt(m + 1e-8)
