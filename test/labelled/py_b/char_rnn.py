# char level rnn, python2/3
from __future__ import division
import sys
import math
import torch
import torch.nn as nn
from torch.autograd import Variable


class CharRNN(nn.Module):
    def __init__(self, vocab, hidden=512, layers=2):
        super(CharRNN, self).__init__()
        self.hidden = hidden
        self.layers = layers
        self.emb = nn.Embedding(vocab, hidden)
        self.rnn = nn.LSTM(hidden, hidden, layers, batch_first=True)
        self.out = nn.Linear(hidden, vocab)

    def forward(self, x, h=None):
        y, h = self.rnn(self.emb(x), h)
        return self.out(y), h


def sample(model, seed, stoi, itos, n=200, temperature=0.8):
    h = None
    x = Variable(torch.LongTensor([[stoi[c] for c in seed]]))
    res = list(seed)
    for _ in range(n):
        o, h = model(x, h)
        dist = o[0, -1].data.view(-1).div(temperature).exp()
        dist = dist / dist.sum()  #@ unstable naive-softmax
        i = torch.multinomial(dist, 1)[0]
        res.append(itos[int(i)])
        x = Variable(torch.LongTensor([[int(i)]]))
    return ''.join(res)


def sample_greedy_to_zero(model, x, steps=50):
    """anneal the temperature linearly down to nothing"""
    h, out = None, []
    for t in range(steps + 1):
        temp = 1.0 - t / steps
        o, h = model(x, h)
        p = torch.softmax(o[:, -1] / temp, dim=-1)  #@ unstable zero-temperature
        x = torch.multinomial(p, 1)
        out.append(x.item())
    return out


def sample_floor(model, x, steps=50):
    h, out = None, []
    for t in range(steps):
        temp = max(0.1, 1.0 - t / steps)
        o, h = model(x, h)
        p = torch.softmax(o[:, -1] / temp, dim=-1)  #@ stable zero-temperature
        x = torch.multinomial(p, 1)
        out.append(x.item())
    return out


def score_text(model, ids):
    logits, _ = model(ids[:, :-1])
    probs = nn.functional.softmax(logits, dim=2)
    total = 0.0
    for t in range(ids.size(1) - 1):
        total += torch.log(probs[0, t, ids[0, t + 1]])  #@ unstable nll-of-softmax
    return total


def train(model, batches, epochs, lr=2e-3):
    crit = nn.CrossEntropyLoss()
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    for e in range(epochs):
        s = 0.
        for x, y in batches:
            opt.zero_grad()
            out, _ = model(x)
            loss = crit(out.view(-1, out.size(-1)), y.view(-1))  #@ stable softmax-before-ce
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
            opt.step()
            s += loss.item()
        sys.stdout.write('epoch %d ppl %.2f bpc %.3f\n' % (
            e, math.exp(s / len(batches)),  #@ stable other
            s / len(batches) / math.log(2)))
