#!/usr/bin/env python3
from typing import Callable, List
from tinygrad import Tensor, TinyJit, nn, GlobalCounters
from tinygrad.helpers import getenv, colored, trange
from tinygrad.nn.datasets import mnist

class Model:
  def __init__(self):
    self.layers: List[Callable[[Tensor], Tensor]] = [
      nn.Conv2d(1, 32, 5), Tensor.relu, nn.BatchNorm(32), Tensor.max_pool2d,
      nn.Conv2d(32, 64, 3), Tensor.relu, nn.BatchNorm(64), Tensor.max_pool2d,
      lambda x: x.flatten(1), nn.Linear(1600, 10)]

  def __call__(self, x:Tensor) -> Tensor: return x.sequential(self.layers)
  def dist(self, x:Tensor) -> Tensor: return self(x).softmax(-1)

def nll_old(out:Tensor, Y:Tensor) -> Tensor:
  return -(out.softmax().log() * Y).sum(-1).mean()  #@ unstable log-of-softmax

def nll(out:Tensor, Y:Tensor) -> Tensor:
  return -(out.log_softmax() * Y).sum(-1).mean()  #@ stable log-of-softmax

def soft_plus(x:Tensor) -> Tensor:
  return (1 + x.exp()).log()  #@ unstable naive-softplus

def mish(x:Tensor) -> Tensor:
  return x * x.softplus().tanh()

def distill_kl(student:Model, teacher:Model, x:Tensor) -> Tensor:
  p = teacher.dist(x).detach()
  q = student.dist(x)
  return (p * (p + 1e-9).log() - p * q.log()).sum(-1).mean()  #@ unstable log-of-softmax across

if __name__ == "__main__":
  X_train, Y_train, X_test, Y_test = mnist(fashion=getenv("FASHION"))
  model = Model()
  opt = nn.optim.Adam(nn.state.get_parameters(model))

  @TinyJit
  @Tensor.train()
  def train_step() -> Tensor:
    opt.zero_grad()
    samples = Tensor.randint(getenv("BS", 512), high=X_train.shape[0])
    loss = model(X_train[samples]).sparse_categorical_crossentropy(Y_train[samples]).backward()  #@ stable softmax-before-ce
    opt.step()
    return loss

  @TinyJit
  @Tensor.train()
  def train_step_probs() -> Tensor:
    opt.zero_grad()
    samples = Tensor.randint(512, high=X_train.shape[0])
    loss = model.dist(X_train[samples]).sparse_categorical_crossentropy(Y_train[samples]).backward()  #@ unstable softmax-before-ce across
    opt.step()
    return loss

  test_acc = float('nan')
  fn = train_step_probs if getenv("PROBS") else train_step
  for i in (t:=trange(getenv("STEPS", 70))):
    GlobalCounters.reset()
    loss = fn()
    if i%10 == 9: test_acc = (model(X_test).argmax(axis=1) == Y_test).mean().item()*100
    t.set_description(f"loss: {loss.item():6.2f} test_accuracy: {test_acc:5.2f}%")
  print(colored(f"{test_acc=}", "green" if test_acc > 97 else "red"))
