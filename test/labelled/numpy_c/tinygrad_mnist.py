from __future__ import annotations
import os
from tinygrad import Tensor, nn, TinyJit
from tinygrad.nn.datasets import mnist

BS, STEPS = 512, int(os.getenv('STEPS', 100))


class Model:
  def __init__(self):
    self.l1 = nn.Conv2d(1, 32, kernel_size=(3, 3))
    self.l2 = nn.Conv2d(32, 64, kernel_size=(3, 3))
    self.l3 = nn.Linear(1600, 10)

  def __call__(self, x: Tensor) -> Tensor:
    x = self.l1(x).relu().max_pool2d((2, 2))
    x = self.l2(x).relu().max_pool2d((2, 2))
    return self.l3(x.flatten(1).dropout(0.5))


class MLP:
  def __init__(self):
    self.l1, self.l2 = nn.Linear(784, 128), nn.Linear(128, 10)

  def __call__(self, x): return self.l2(self.l1(x.flatten(1)).relu()).softmax()


class Gate:
  def __init__(self, d): self.w = nn.Linear(d, d)
  def __call__(self, x): return x * (1 / (1 + (-self.w(x)).exp()))  #@ unstable naive-sigmoid


def nll(out: Tensor, y: Tensor) -> Tensor:
  oh = y.one_hot(10)
  return -(out.log() * oh).sum(axis=1).mean()  #@ unstable nll-of-softmax across


def soft_targets(t_logits: Tensor, T=4.0):
  z = (t_logits / T).exp()
  return z / z.sum(axis=-1, keepdim=True)  #@ unstable naive-softmax


def distill(s_logits, t_logits, T=4.0):
  p = (t_logits / T).softmax(-1)
  return -(p * (s_logits / T).log_softmax(-1)).sum(-1).mean() * T * T  #@ stable log-of-softmax


if __name__ == '__main__':
  X_train, Y_train, X_test, Y_test = mnist()
  model, small = Model(), MLP()
  opt = nn.optim.Adam(nn.state.get_parameters(model))
  opt2 = nn.optim.SGD(nn.state.get_parameters(small), lr=0.01)

  @TinyJit
  @Tensor.train()
  def step():
    idx = Tensor.randint(BS, high=X_train.shape[0])
    opt.zero_grad()
    loss = model(X_train[idx]).sparse_categorical_crossentropy(Y_train[idx]).backward()  #@ stable softmax-before-ce
    opt.step()
    return loss

  @TinyJit
  @Tensor.train()
  def step_small():
    idx = Tensor.randint(BS, high=X_train.shape[0])
    opt2.zero_grad()
    out = small(X_train[idx])
    loss = out.sparse_categorical_crossentropy(Y_train[idx]).backward()  #@ unstable softmax-before-ce across
    opt2.step()
    return loss, nll(out, Y_train[idx])

  for i in range(STEPS):
    a = step()
    b, c = step_small()
    if i % 10 == 0:
      acc = (model(X_test).argmax(axis=1) == Y_test).mean().item() * 100
      print(f'step {i:4d} loss {a.item():.2f} small {b.item():.2f} nll {c.item():.2f} acc {acc:.2f}%')
