# coding: utf-8
# Exported from the course notebook "NN basics: losses and activations"
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import make_moons

# In[1]:
X, y = make_moons(400, noise=0.2)
X = torch.tensor(X, dtype=torch.float32)
y = torch.tensor(y)

# In[2]:
def sigmoid(x):
    return x.exp() / (1 + x.exp())  #@ unstable naive-sigmoid

def softplus(x, beta=1):
    return (1 / beta) * (1 + (beta * x).exp()).log()  #@ unstable naive-softplus

def mish(x):
    return x * torch.tanh(softplus(x))

def log_softmax(x):
    return x - x.exp().sum(-1).log().unsqueeze(-1)  #@ unstable naive-logsumexp

def logsumexp(x):
    m = x.max(-1)[0]
    return m + (x - m[:, None]).exp().sum(-1).log()  #@ stable naive-logsumexp

def log_softmax2(x):
    return x - logsumexp(x).unsqueeze(-1)

def log_softmax0(x):
    return (x.exp() / (x.exp().sum(-1, keepdim=True))).log()  #@ unstable naive-softmax

def nll(input, target):
    return -input[range(target.shape[0]), target].mean()

# In[3]:
class Model(nn.Module):
    def __init__(self, n_in, nh, n_out):
        super().__init__()
        self.layers = [nn.Linear(n_in, nh), nn.ReLU(), nn.Linear(nh, n_out)]
        for i, l in enumerate(self.layers):
            self.add_module(f'layer_{i}', l)

    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        return x

model = Model(2, 50, 2)
pred = model(X)
print(nll(log_softmax(pred), y), F.cross_entropy(pred, y))  #@ stable softmax-before-ce

# In[4]:
probs = torch.softmax(pred, dim=1)
one = -sum(math.log(probs[i, y[i]].item()) for i in range(5)) / 5  #@ unstable nll-of-softmax
print(one)
xent = 0.0
for row, t in zip(probs, y):
    xent += -row[t].log()  #@ unstable nll-of-softmax
print(xent / len(y))

# In[5]: a two branch version, numpy
def sigmoid_np(v):
    out = np.empty_like(v)
    pos = v >= 0
    out[pos] = 1 / (1 + np.exp(-v[pos]))  #@ stable naive-sigmoid
    e = np.exp(v[~pos])  #@ stable other
    out[~pos] = e / (1 + e)  #@ stable naive-sigmoid
    return out

# In[6]: softmax, lost dimension
def softmax_rows(z):
    z = z - z.max(axis=0)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)  #@ unstable wrong-shift

def softmax_py(scores):
    best = 0
    for s in scores:
        if s > best:
            best = s
    ex = [math.exp(s - best) for s in scores]
    tot = sum(ex)
    return [e / tot for e in ex]  #@ unstable wrong-shift

def softmax_py2(scores):
    best = max(scores)
    ex = [math.exp(s - best) for s in scores]
    return [e / sum(ex) for e in ex]  #@ stable naive-softmax

# In[7]: logistic regression with two parameters
w = torch.zeros(2, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
losses = []
for it in range(200):
    p = torch.sigmoid(X @ w + b)
    loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  #@ unstable bce-after-sigmoid
    loss.backward()
    with torch.no_grad():
        w -= 0.5 * w.grad
        b -= 0.5 * b.grad
        w.grad.zero_(); b.grad.zero_()
    losses.append(loss.item())

# In[8]: hinge / focal comparison plot
t = torch.linspace(0.01, 0.99, 99)
for gamma in (0, 0.5, 1, 2, 5):
    plt.plot(t, -(1 - t) ** gamma * torch.log(t), label=f'$\\gamma$={gamma}')  #@ stable log-of-sigmoid
plt.plot(losses)
plt.legend()
xs = torch.linspace(-5, 5, 100)
plt.plot(xs, torch.log(1 + torch.exp(-xs)))  #@ stable naive-softplus

# In[9]: temperature
for T in np.linspace(1, 0, 5):
    print(T, F.softmax(pred[:1] / T, dim=-1))  #@ unstable zero-temperature
