"""
Minimal character-level LSTM-free RNN. Python 2/3.
"""
from __future__ import print_function
import sys
import numpy as np

data = open(sys.argv[1] if len(sys.argv) > 1 else 'input.txt', 'r').read()
chars = sorted(set(data))
data_size, vocab_size = len(data), len(chars)
char_to_ix = {ch: i for i, ch in enumerate(chars)}
ix_to_char = {i: ch for i, ch in enumerate(chars)}

hidden_size = 100
seq_length = 25
learning_rate = 1e-1


class RNN(object):
    def __init__(self):
        self.Wxh = np.random.randn(hidden_size, vocab_size) * 0.01
        self.Whh = np.random.randn(hidden_size, hidden_size) * 0.01
        self.Why = np.random.randn(vocab_size, hidden_size) * 0.01
        self.bh = np.zeros((hidden_size, 1))
        self.by = np.zeros((vocab_size, 1))

    def params(self):
        return [self.Wxh, self.Whh, self.Why, self.bh, self.by]

    def loss(self, inputs, targets, hprev):
        xs, hs, ys, ps = {}, {}, {}, {}
        hs[-1] = np.copy(hprev)
        loss = 0
        for t in range(len(inputs)):
            xs[t] = np.zeros((vocab_size, 1))
            xs[t][inputs[t]] = 1
            hs[t] = np.tanh(np.dot(self.Wxh, xs[t]) + np.dot(self.Whh, hs[t - 1]) + self.bh)
            ys[t] = np.dot(self.Why, hs[t]) + self.by
            ps[t] = np.exp(ys[t]) / np.sum(np.exp(ys[t]))  #@ unstable naive-softmax
            loss += -np.log(ps[t][targets[t], 0])  #@ unstable nll-of-softmax
        grads = [np.zeros_like(p) for p in self.params()]
        dWxh, dWhh, dWhy, dbh, dby = grads
        dhnext = np.zeros_like(hs[0])
        for t in reversed(range(len(inputs))):
            dy = np.copy(ps[t])
            dy[targets[t]] -= 1
            dWhy += np.dot(dy, hs[t].T)
            dby += dy
            dh = np.dot(self.Why.T, dy) + dhnext
            dhraw = (1 - hs[t] * hs[t]) * dh
            dbh += dhraw
            dWxh += np.dot(dhraw, xs[t].T)
            dWhh += np.dot(dhraw, hs[t - 1].T)
            dhnext = np.dot(self.Whh.T, dhraw)
        for g in grads:
            np.clip(g, -5, 5, out=g)
        return loss, grads, hs[len(inputs) - 1]

    def sample(self, h, seed_ix, n, temperature=0.8):
        x = np.zeros((vocab_size, 1))
        x[seed_ix] = 1
        ixes = []
        for t in range(n):
            h = np.tanh(np.dot(self.Wxh, x) + np.dot(self.Whh, h) + self.bh)
            y = (np.dot(self.Why, h) + self.by).ravel() / temperature
            y -= y.max()
            p = np.exp(y)
            p /= p.sum()  #@ stable naive-softmax
            ix = np.random.choice(vocab_size, p=p)
            x = np.zeros((vocab_size, 1))
            x[ix] = 1
            ixes.append(ix)
        return ixes


def main():
    rnn = RNN()
    n, p = 0, 0
    mem = [np.zeros_like(w) for w in rnn.params()]
    smooth_loss = -np.log(1.0 / vocab_size) * seq_length  #@ stable other
    hprev = np.zeros((hidden_size, 1))
    while n < 100000:
        if p + seq_length + 1 >= data_size or n == 0:
            hprev = np.zeros((hidden_size, 1))
            p = 0
        inputs = [char_to_ix[ch] for ch in data[p:p + seq_length]]
        targets = [char_to_ix[ch] for ch in data[p + 1:p + seq_length + 1]]
        if n % 100 == 0:
            txt = ''.join(ix_to_char[ix] for ix in rnn.sample(hprev, inputs[0], 200))
            print('----\n %s \n----' % txt)
        loss, grads, hprev = rnn.loss(inputs, targets, hprev)
        smooth_loss = smooth_loss * 0.999 + loss * 0.001
        for param, dparam, m in zip(rnn.params(), grads, mem):
            m += dparam * dparam
            param += -learning_rate * dparam / np.sqrt(m + 1e-8)
        p += seq_length
        n += 1
        if n % 100 == 0:
            print('iter %d, loss: %f, bits/char %.3f' % (n, smooth_loss, smooth_loss / seq_length / np.log(2)))  #@ stable other


if __name__ == '__main__':
    main()
