import random
import time
import math

import torch
import torch.nn as nn
from torch import optim
import torch.nn.functional as F

SOS_token, EOS_token, PAD = 0, 1, 2
MAX_LENGTH = 10
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class EncoderRNN(nn.Module):
    def __init__(self, input_size, hidden_size):
        super(EncoderRNN, self).__init__()
        self.hidden_size = hidden_size
        self.embedding = nn.Embedding(input_size, hidden_size)
        self.gru = nn.GRU(hidden_size, hidden_size)

    def forward(self, input, hidden):
        embedded = self.embedding(input).view(1, 1, -1)
        return self.gru(embedded, hidden)

    def initHidden(self):
        return torch.zeros(1, 1, self.hidden_size, device=device)


class AttnDecoderRNN(nn.Module):
    def __init__(self, hidden_size, output_size, dropout_p=0.1):
        super(AttnDecoderRNN, self).__init__()
        self.embedding = nn.Embedding(output_size, hidden_size)
        self.attn = nn.Linear(hidden_size * 2, MAX_LENGTH)
        self.attn_combine = nn.Linear(hidden_size * 2, hidden_size)
        self.dropout = nn.Dropout(dropout_p)
        self.gru = nn.GRU(hidden_size, hidden_size)
        self.out = nn.Linear(hidden_size, output_size)

    def forward(self, input, hidden, encoder_outputs):
        embedded = self.dropout(self.embedding(input).view(1, 1, -1))
        attn_weights = F.softmax(self.attn(torch.cat((embedded[0], hidden[0]), 1)), dim=1)  #@ stable other
        attn_applied = torch.bmm(attn_weights.unsqueeze(0), encoder_outputs.unsqueeze(0))
        output = F.relu(self.attn_combine(torch.cat((embedded[0], attn_applied[0]), 1)).unsqueeze(0))
        output, hidden = self.gru(output, hidden)
        output = F.log_softmax(self.out(output[0]), dim=1)  #@ stable log-of-softmax
        return output, hidden, attn_weights


class PlainDecoder(nn.Module):
    def __init__(self, hidden_size, output_size):
        super(PlainDecoder, self).__init__()
        self.embedding = nn.Embedding(output_size, hidden_size)
        self.gru = nn.GRU(hidden_size, hidden_size)
        self.out = nn.Linear(hidden_size, output_size)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, input, hidden):
        output = F.relu(self.embedding(input).view(1, 1, -1))
        output, hidden = self.gru(output, hidden)
        return self.softmax(self.out(output[0])), hidden


def asMinutes(s):
    m = math.floor(s / 60)
    return '%dm %ds' % (m, s - m * 60)


def train_step(src, tgt, encoder, decoder, enc_opt, dec_opt, criterion, ratio=0.5):
    h = encoder.initHidden()
    enc_opt.zero_grad()
    dec_opt.zero_grad()
    outs = torch.zeros(MAX_LENGTH, encoder.hidden_size, device=device)
    loss = 0
    for ei in range(src.size(0)):
        o, h = encoder(src[ei], h)
        outs[ei] = o[0, 0]
    inp = torch.tensor([[SOS_token]], device=device)
    forced = random.random() < ratio
    for di in range(tgt.size(0)):
        o, h, _ = decoder(inp, h, outs)
        loss += criterion(o, tgt[di])
        inp = tgt[di] if forced else o.topk(1)[1].squeeze().detach()
        if inp.item() == EOS_token:
            break
    loss.backward()
    enc_opt.step()
    dec_opt.step()
    return loss.item() / tgt.size(0)


def scheduled_prob(step, k=1000.):
    return k / (k + math.exp(step / k))


def beam_search(decoder: PlainDecoder, hidden, width=5, max_len=MAX_LENGTH):
    beams = [(0.0, [SOS_token], hidden)]
    for _ in range(max_len):
        cand = []
        for score, seq, h in beams:
            if seq[-1] == EOS_token:
                cand.append((score, seq, h))
                continue
            probs, h2 = decoder(torch.tensor([[seq[-1]]], device=device), h)
            logp = torch.log(probs)  #@ unstable log-of-softmax across
            top, idx = logp[0].topk(width)
            for lp, i in zip(top.tolist(), idx.tolist()):
                cand.append((score + lp, seq + [i], h2))
        beams = sorted(cand, key=lambda b: b[0] / len(b[1]) ** 0.7, reverse=True)[:width]
    return beams[0][1]


def train_plain(pairs, encoder, decoder: PlainDecoder, lr=0.01):
    opt = optim.SGD(list(encoder.parameters()) + list(decoder.parameters()), lr=lr)
    for src, tgt in pairs:
        h = encoder.initHidden()
        for tok in src:
            _, h = encoder(tok, h)
        inp = torch.tensor([[SOS_token]], device=device)
        nll = 0
        for tok in tgt:
            p, h = decoder(inp, h)
            nll = nll - p[0, tok.item()].log()  #@ unstable nll-of-softmax across
            inp = tok
        opt.zero_grad()
        nll.backward()
        opt.step()


def trainIters(pairs, encoder, decoder, n_iters, lr=0.01):
    start = time.time()
    enc_opt = optim.SGD(encoder.parameters(), lr=lr)
    dec_opt = optim.SGD(decoder.parameters(), lr=lr)
    criterion = nn.NLLLoss()
    total = 0
    for it in range(1, n_iters + 1):
        src, tgt = random.choice(pairs)
        total += train_step(src, tgt, encoder, decoder, enc_opt, dec_opt, criterion)
        if it % 1000 == 0:
            print('%s (%d) %.4f' % (asMinutes(time.time() - start), it, total / 1000))
            total = 0
