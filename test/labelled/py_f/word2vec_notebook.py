#!/usr/bin/env python
# coding: utf-8

# # Skip-gram with negative sampling
# In[1]:
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from collections import Counter
import matplotlib.pyplot as plt

# In[2]:
with open('text8') as f:
    words = f.read().split()[:500000]
cnt = Counter(words)
vocab = [w for w, c in cnt.most_common(20000)]
w2i = {w: i for i, w in enumerate(vocab)}
freq = np.array([cnt[w] for w in vocab], dtype=float)
freq /= freq.sum()

# In[3]: zipf
plt.plot(np.log(np.arange(1, len(freq) + 1)), np.log(freq))
plt.show()

# In[4]: subsampling + noise distribution
keep = 1 - np.sqrt(1e-5 / freq)
noise = torch.from_numpy(freq ** 0.75 / (freq ** 0.75).sum()).float()

# In[5]:
class SkipGramNeg(nn.Module):
    def __init__(self, V, D):
        super().__init__()
        self.in_embed = nn.Embedding(V, D)
        self.out_embed = nn.Embedding(V, D)
        self.in_embed.weight.data.uniform_(-1, 1)

    def scores(self, c, o):
        return torch.bmm(self.out_embed(o), self.in_embed(c).unsqueeze(2)).squeeze(2)

# In[6]:
class NegativeSamplingLoss(nn.Module):
    def forward(self, v, o, n):
        v = v.unsqueeze(2)
        out_loss = torch.bmm(o.unsqueeze(1), v).sigmoid().log().squeeze()  #@ unstable log-of-sigmoid
        noise_loss = torch.bmm(n.neg(), v).sigmoid().log().squeeze(2).sum(1)  #@ unstable log-of-sigmoid
        return -(out_loss + noise_loss).mean()

# In[7]: second version
def neg_loss_v2(model, c, pos, neg):
    p = F.logsigmoid(model.scores(c, pos)).sum(1)
    n = F.logsigmoid(-model.scores(c, neg)).sum(1)  #@ stable log-of-sigmoid
    return -(p + n).mean()

# In[8]: as a classifier
def pair_bce(model, c, o, lab):
    pred = torch.sigmoid(model.scores(c, o))
    return F.binary_cross_entropy(pred, lab)  #@ unstable bce-after-sigmoid

# In[9]: full softmax, only for tiny vocab
def full_softmax_loss(model, c, o):
    logits = model.in_embed(c) @ model.out_embed.weight.t()
    return F.cross_entropy(logits, o)  #@ stable softmax-before-ce

# In[10]: PMI sanity check
def pmi(cij, ci, cj, N):
    return np.log((cij + 1) * N / (ci * cj + 1))  #@ stable other

# In[11]:
model = SkipGramNeg(len(vocab), 100)
opt = torch.optim.SparseAdam(list(model.parameters())) if False else torch.optim.Adam(model.parameters(), lr=3e-3)
ids = torch.tensor([w2i[w] for w in words if w in w2i])
for step in range(1000):
    i = torch.randint(5, len(ids) - 5, (512,))
    off = torch.randint(1, 5, (512,))
    c, o = ids[i], ids[i + off]
    n = torch.multinomial(noise, 512 * 5, replacement=True).view(512, 5)
    loss = neg_loss_v2(model, c, o.unsqueeze(1), n)
    opt.zero_grad(); loss.backward(); opt.step()
    if step % 100 == 0:
        print(step, loss.item())
