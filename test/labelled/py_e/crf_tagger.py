# BiLSTM-CRF for NER (single sentence), adapted for our course project
import torch
import torch.nn as nn

START, STOP = "<s>", "</s>"


def log_sum_exp(vec):
    m = vec.max(dim=-1, keepdim=True).values
    return (m + torch.log(torch.sum(torch.exp(vec - m), dim=-1, keepdim=True))).squeeze(-1)  #@ stable naive-logsumexp


def log_sum_exp_batch(mat):
    # mat: B x K
    top = mat.max()
    return top + torch.log(torch.exp(mat - top).sum(dim=1))  #@ unstable wrong-shift


class BiLSTM_CRF(nn.Module):
    def __init__(self, vocab_size, tag2ix, emb=100, hidden=200):
        super().__init__()
        self.tag2ix = tag2ix
        self.K = len(tag2ix)
        self.embeds = nn.Embedding(vocab_size, emb)
        self.lstm = nn.LSTM(emb, hidden // 2, bidirectional=True, batch_first=True)
        self.hidden2tag = nn.Linear(hidden, self.K)
        self.trans = nn.Parameter(torch.randn(self.K, self.K))
        self.trans.data[tag2ix[START], :] = -10000
        self.trans.data[:, tag2ix[STOP]] = -10000

    def emissions(self, words):
        return self.hidden2tag(self.lstm(self.embeds(words)[None])[0])[0]

    def forward_alg(self, feats):
        alpha = torch.full((self.K,), -10000.0)
        alpha[self.tag2ix[START]] = 0.0
        for f in feats:
            alpha = log_sum_exp(alpha[None] + self.trans + f[:, None])
        return log_sum_exp(alpha + self.trans[self.tag2ix[STOP]])

    def forward_alg_plain(self, feats):
        alpha = torch.zeros(self.K)
        for f in feats:
            scores = alpha[None] + self.trans + f[:, None]
            alpha = torch.log(torch.exp(scores).sum(1))  #@ unstable naive-logsumexp
        return torch.logsumexp(alpha, 0)  #@ stable naive-logsumexp

    def forward_alg_batched(self, feats):
        # feats: T x B x K
        alpha = feats[0]
        for f in feats[1:]:
            s = alpha.unsqueeze(1) + self.trans
            alpha = log_sum_exp_batch(s.flatten(0, 1)).view_as(f) + f
        return log_sum_exp_batch(alpha)

    def score(self, feats, tags):
        tags = torch.cat([torch.tensor([self.tag2ix[START]]), tags])
        s = torch.zeros(())
        for i, f in enumerate(feats):
            s = s + self.trans[tags[i + 1], tags[i]] + f[tags[i + 1]]
        return s + self.trans[self.tag2ix[STOP], tags[-1]]

    def nll(self, words, tags):
        feats = self.emissions(words)
        return self.forward_alg(feats) - self.score(feats, tags)

    def viterbi(self, feats):
        v = torch.full((self.K,), -10000.0)
        v[self.tag2ix[START]] = 0
        back = []
        for f in feats:
            best, idx = (v[None] + self.trans).max(1)
            v = best + f
            back.append(idx)
        v = v + self.trans[self.tag2ix[STOP]]
        path = [int(v.argmax())]
        for b in reversed(back):
            path.append(int(b[path[-1]]))
        return path[::-1][1:]


if __name__ == "__main__":
    data = [("the wall street journal reported".split(), "B I I I O".split()),
            ("georgia tech is in georgia".split(), "B I O O B".split())]
    w2i = {}
    for s, _ in data:
        for w in s:
            w2i.setdefault(w, len(w2i))
    t2i = {"B": 0, "I": 1, "O": 2, START: 3, STOP: 4}
    m = BiLSTM_CRF(len(w2i), t2i, 8, 8)
    opt = torch.optim.SGD(m.parameters(), 0.01, weight_decay=1e-4)
    for ep in range(100):
        for s, t in data:
            loss = m.nll(torch.tensor([w2i[w] for w in s]), torch.tensor([t2i[x] for x in t]))
            opt.zero_grad()
            loss.backward()
            opt.step()
    print(m.viterbi(m.emissions(torch.tensor([w2i[w] for w in data[0][0]]))))
