"""Character level LSTM, sampling utilities."""
import argparse
import string

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable

all_characters = string.printable
n_characters = len(all_characters)


class CharRNN(nn.Module):
    def __init__(self, input_size, hidden_size, output_size, n_layers=1):
        super(CharRNN, self).__init__()
        self.hidden_size = hidden_size
        self.n_layers = n_layers
        self.encoder = nn.Embedding(input_size, hidden_size)
        self.rnn = nn.LSTM(hidden_size, hidden_size, n_layers)
        self.decoder = nn.Linear(hidden_size, output_size)

    def forward(self, input, hidden):
        x = self.encoder(input.view(1, -1))
        out, hidden = self.rnn(x, hidden)
        return self.decoder(out.view(-1, self.hidden_size)), hidden

    def init_hidden(self, b):
        return (Variable(torch.zeros(self.n_layers, b, self.hidden_size)),
                Variable(torch.zeros(self.n_layers, b, self.hidden_size)))


def char_tensor(s):
    return Variable(torch.LongTensor([all_characters.index(c) for c in s]))


def generate(decoder, prime_str='A', predict_len=100, temperature=0.8):
    hidden = decoder.init_hidden(1)
    prime = char_tensor(prime_str)
    for p in range(len(prime_str) - 1):
        _, hidden = decoder(prime[p], hidden)
    inp = prime[-1]
    predicted = prime_str
    for _ in range(predict_len):
        output, hidden = decoder(inp, hidden)
        output_dist = output.data.view(-1).div(temperature).exp()
        top_i = torch.multinomial(output_dist / output_dist.sum(), 1)[0]  #@ unstable naive-softmax
        ch = all_characters[top_i]
        predicted += ch
        inp = char_tensor(ch)
    return predicted


def sample_np(logits, temperature=1.0):
    logits = np.asarray(logits).astype('float64') / temperature
    exp_preds = np.exp(logits)
    preds = exp_preds / np.sum(exp_preds)  #@ unstable naive-softmax
    return np.argmax(np.random.multinomial(1, preds, 1))


def sample_probs(preds, temperature=0.7):
    # preds: softmax output of the network
    preds = np.log(preds + 1e-10) / temperature  #@ unstable log-eps-hack across
    preds = preds - preds.max()
    e = np.exp(preds)
    return np.random.choice(len(e), p=e / e.sum())  #@ stable naive-softmax


def continue_text(decoder, hidden, ch, n):
    out = []
    for _ in range(n):
        logits, hidden = decoder(char_tensor(ch), hidden)
        p = F.softmax(logits, dim=1).data.numpy()[0]
        ch = all_characters[sample_probs(p)]
        out.append(ch)
    return ''.join(out)


def nucleus(logits, top_p=0.9):
    sorted_logits, idx = torch.sort(logits, descending=True)
    cum = torch.cumsum(F.softmax(sorted_logits, dim=-1), dim=-1)
    remove = cum > top_p
    remove[..., 1:] = remove[..., :-1].clone()
    remove[..., 0] = 0
    logits[idx[remove]] = -float('inf')
    return torch.multinomial(F.softmax(logits, dim=-1), 1)  #@ stable fully-masked-row


def bits_per_char(decoder, text):
    hidden = decoder.init_hidden(1)
    t = char_tensor(text)
    bits = 0.
    for i in range(len(text) - 1):
        out, hidden = decoder(t[i], hidden)
        p = F.softmax(out, dim=1)[0][t[i + 1].item()]
        bits -= torch.log2(p).item()  #@ unstable nll-of-softmax
    return bits / (len(text) - 1)


def ppl(loss_sum, n_tokens):
    return np.exp(loss_sum / n_tokens)  #@ stable other


def anneal_sampling(decoder, prime, steps=11):
    outs = []
    for T in [1.0, 0.7, 0.5, 0.2, 0]:
        logits, _ = decoder(char_tensor(prime), decoder.init_hidden(1))
        p = F.softmax(logits / T, dim=1)  #@ unstable zero-temperature
        outs.append(torch.multinomial(p, 1).item())
    return outs


def train(decoder, text, chunk_len=200, n_epochs=2000, lr=0.005):
    optimizer = torch.optim.Adam(decoder.parameters(), lr=lr)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, n_epochs + 1):
        start = np.random.randint(0, len(text) - chunk_len - 1)
        inp, target = char_tensor(text[start:start + chunk_len]), char_tensor(text[start + 1:start + chunk_len + 1])
        hidden = decoder.init_hidden(1)
        decoder.zero_grad()
        loss = 0
        for c in range(chunk_len):
            output, hidden = decoder(inp[c], hidden)
            loss += criterion(output, target[c].view(1))  #@ stable softmax-before-ce
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            print('[%d %.4f]' % (epoch, loss.data.item() / chunk_len))
            print(generate(decoder, 'Wh', 100), '\n')
