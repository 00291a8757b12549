# -*- coding: utf-8 -*-
from __future__ import absolute_import, division, print_function, unicode_literals

import math
import random
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import optim
from torch.autograd import Variable

SOS, EOS, MAX_LENGTH = 0, 1, 10
teacher_forcing_ratio = 0.5


class EncoderRNN(nn.Module):
    def __init__(self, input_size, hidden_size):
        super(EncoderRNN, self).__init__()
        self.hidden_size = hidden_size
        self.embedding = nn.Embedding(input_size, hidden_size)
        self.gru = nn.GRU(hidden_size, hidden_size)

    def forward(self, input, hidden):
        return self.gru(self.embedding(input).view(1, 1, -1), hidden)

    def initHidden(self):
        return Variable(torch.zeros(1, 1, self.hidden_size))


class AttnDecoderRNN(nn.Module):
    def __init__(self, hidden_size, output_size, dropout_p=0.1):
        super(AttnDecoderRNN, self).__init__()
        self.embedding = nn.Embedding(output_size, hidden_size)
        self.attn = nn.Linear(hidden_size * 2, MAX_LENGTH)
        self.attn_combine = nn.Linear(hidden_size * 2, hidden_size)
        self.dropout = nn.Dropout(dropout_p)
        self.gru = nn.GRU(hidden_size, hidden_size)
        self.out = nn.Linear(hidden_size, output_size)

    def forward(self, input, hidden, enc):
        e = self.dropout(self.embedding(input).view(1, 1, -1))
        w = F.softmax(self.attn(torch.cat((e[0], hidden[0]), 1)), dim=1)  #@ stable naive-softmax
        ctx = torch.bmm(w.unsqueeze(0), enc.unsqueeze(0))
        o = F.relu(self.attn_combine(torch.cat((e[0], ctx[0]), 1)).unsqueeze(0))
        o, hidden = self.gru(o, hidden)
        return F.log_softmax(self.out(o[0]), dim=1), hidden, w


class GenDecoder(AttnDecoderRNN):
    """returns probabilities, for the beam"""

    def forward(self, input, hidden, enc):
        logp, hidden, w = AttnDecoderRNN.forward(self, input, hidden, enc)
        return torch.exp(logp), hidden, w  #@ stable naive-softmax


def train(inp, tgt, encoder, decoder, eo, do, criterion):
    h = encoder.initHidden()
    eo.zero_grad()
    do.zero_grad()
    outs = Variable(torch.zeros(MAX_LENGTH, encoder.hidden_size))
    loss = 0
    for i in range(inp.size(0)):
        o, h = encoder(inp[i], h)
        outs[i] = o[0, 0]
    d = torch.tensor([[SOS]])
    force = random.random() < teacher_forcing_ratio
    for i in range(tgt.size(0)):
        o, h, _ = decoder(d, h, outs)
        loss += criterion(o, tgt[i])
        d = tgt[i] if force else o.topk(1)[1].squeeze().detach()
        if not force and d.item() == EOS:
            break
    loss.backward()
    eo.step()
    do.step()
    return loss.item() / tgt.size(0)


def timeSince(since):
    s = time.time() - since
    m = math.floor(s / 60)
    return '%dm %ds' % (m, s - m * 60)


def beam(decoder, h, outs, k=3):
    beams = [([SOS], 0.0, h)]
    for _ in range(MAX_LENGTH):
        nxt = []
        for seq, sc, hh in beams:
            if seq[-1] == EOS:
                nxt.append((seq, sc, hh))
                continue
            p, h2, _ = decoder(torch.tensor([[seq[-1]]]), hh, outs)
            val, idx = p.data.topk(k)
            for v, i in zip(val[0], idx[0]):
                nxt.append((seq + [i.item()], sc + torch.log(v).item(), h2))  #@ unstable log-of-softmax across
        beams = sorted(nxt, key=lambda b: -b[1])[:k]
    return beams[0][0]


def trainIters(encoder, decoder, pairs, n_iters, print_every=1000, lr=0.01):
    start, total = time.time(), 0
    eo, do = optim.SGD(encoder.parameters(), lr), optim.SGD(decoder.parameters(), lr)
    criterion = nn.NLLLoss()
    for it in range(1, n_iters + 1):
        a, b = random.choice(pairs)
        total += train(a, b, encoder, decoder, eo, do, criterion)
        if it % print_every == 0:
            print('%s (%d) %.4f' % (timeSince(start), it, total / print_every))
            total = 0


def translate(encoder, sent, hidden_size, n_out, weights):
    decoder = GenDecoder(hidden_size, n_out)
    decoder.load_state_dict(weights)
    decoder.eval()
    h = encoder.initHidden()
    outs = torch.zeros(MAX_LENGTH, hidden_size)
    for i in range(sent.size(0)):
        o, h = encoder(sent[i], h)
        outs[i] = o[0, 0].data
    return beam(decoder, h, outs, k=5)


def scheduled_sampling(k, step):
    return k / (k + math.exp(step / k))
