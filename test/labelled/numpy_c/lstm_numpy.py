import argparse
import pickle

import numpy as np


class Param:
    def __init__(self, name, value):
        self.name = name
        self.v = value
        self.d = np.zeros_like(value)
        self.m = np.zeros_like(value)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))  #@ unstable naive-sigmoid


def dsigmoid(y):
    return y * (1 - y)


def tanh(x):
    return np.tanh(x)


def dtanh(y):
    return 1 - y * y


class CharLSTM:
    def __init__(self, vocab_size, hidden=100, weight_sd=0.1):
        z = hidden + vocab_size
        self.H, self.V = hidden, vocab_size
        for g in 'fico':
            bias = 0.5 if g != 'c' else 0.0
            setattr(self, 'W_' + g, Param('W_' + g, np.random.randn(hidden, z) * weight_sd + bias))
            setattr(self, 'b_' + g, Param('b_' + g, np.zeros((hidden, 1))))
        self.W_v = Param('W_v', np.random.randn(vocab_size, hidden) * weight_sd)
        self.b_v = Param('b_v', np.zeros((vocab_size, 1)))

    def all(self):
        return [p for p in self.__dict__.values() if isinstance(p, Param)]

    def forward(self, x, h_prev, C_prev):
        z = np.row_stack((h_prev, x))
        f = sigmoid(np.dot(self.W_f.v, z) + self.b_f.v)
        i = sigmoid(np.dot(self.W_i.v, z) + self.b_i.v)
        C_bar = tanh(np.dot(self.W_c.v, z) + self.b_c.v)
        C = f * C_prev + i * C_bar
        o = sigmoid(np.dot(self.W_o.v, z) + self.b_o.v)
        h = o * tanh(C)
        v = np.dot(self.W_v.v, h) + self.b_v.v
        y = np.exp(v) / np.sum(np.exp(v))  #@ unstable naive-softmax
        return dict(z=z, f=f, i=i, C_bar=C_bar, C=C, o=o, h=h, v=v, y=y)

    def backward(self, target, dh_next, dC_next, C_prev, st):
        dv = np.copy(st['y'])
        dv[target] -= 1
        self.W_v.d += np.dot(dv, st['h'].T)
        self.b_v.d += dv
        dh = np.dot(self.W_v.v.T, dv) + dh_next
        do = dh * tanh(st['C']) * dsigmoid(st['o'])
        dC = dC_next + dh * st['o'] * dtanh(tanh(st['C']))
        dC_bar = dC * st['i'] * dtanh(st['C_bar'])
        di = dC * st['C_bar'] * dsigmoid(st['i'])
        df = dC * C_prev * dsigmoid(st['f'])
        dz = 0
        for g, dg in zip('fico', (df, di, dC_bar, do)):
            W, b = getattr(self, 'W_' + g), getattr(self, 'b_' + g)
            W.d += np.dot(dg, st['z'].T)
            b.d += dg
            dz = dz + np.dot(W.v.T, dg)
        return dz[:self.H, :], st['f'] * dC

    def loss(self, inputs, targets, h, C):
        states = {-1: dict(h=h, C=C)}
        loss = 0
        for t, ix in enumerate(inputs):
            x = np.zeros((self.V, 1))
            x[ix] = 1
            states[t] = self.forward(x, states[t - 1]['h'], states[t - 1]['C'])
            loss += -np.log(states[t]['y'][targets[t], 0])  #@ unstable nll-of-softmax across
        dh, dC = np.zeros_like(h), np.zeros_like(C)
        for t in reversed(range(len(inputs))):
            dh, dC = self.backward(targets[t], dh, dC, states[t - 1]['C'], states[t])
        for p in self.all():
            np.clip(p.d, -1, 1, out=p.d)
        return loss, states[len(inputs) - 1]['h'], states[len(inputs) - 1]['C']

    def sample(self, h, C, ix, n):
        out = []
        for _ in range(n):
            x = np.zeros((self.V, 1))
            x[ix] = 1
            st = self.forward(x, h, C)
            h, C = st['h'], st['C']
            logits = st['v'].ravel()
            g = np.random.gumbel(size=logits.shape)
            ix = int(np.argmax(logits + g))
            out.append(ix)
        return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('text')
    ap.add_argument('--steps', type=int, default=20000)
    ap.add_argument('--T', type=int, default=25)
    ap.add_argument('--lr', type=float, default=1e-1)
    a = ap.parse_args()
    data = open(a.text).read()
    chars = sorted(set(data))
    c2i = {c: i for i, c in enumerate(chars)}
    net = CharLSTM(len(chars))
    smooth = -np.log(1.0 / len(chars)) * a.T  #@ stable log-of-softmax
    ptr, h, C = 0, np.zeros((net.H, 1)), np.zeros((net.H, 1))
    for it in range(a.steps):
        if ptr + a.T + 1 >= len(data):
            ptr, h, C = 0, np.zeros((net.H, 1)), np.zeros((net.H, 1))
        inp = [c2i[c] for c in data[ptr:ptr + a.T]]
        tgt = [c2i[c] for c in data[ptr + 1:ptr + a.T + 1]]
        for p in net.all():
            p.d.fill(0)
        loss, h, C = net.loss(inp, tgt, h, C)
        smooth = smooth * 0.999 + loss * 0.001
        for p in net.all():
            p.m += p.d * p.d
            p.v += -(a.lr * p.d / np.sqrt(p.m + 1e-8))
        if it % 500 == 0:
            ppl = np.exp(smooth / a.T)  #@ stable other
            print(it, smooth, ppl, ''.join(chars[i] for i in net.sample(h, C, inp[0], 100)))
        ptr += a.T
    pickle.dump(net, open('lstm.pkl', 'wb'))


if __name__ == '__main__':
    main()
