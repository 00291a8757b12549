from tinygrad import Tensor, nn, TinyJit
from tinygrad.helpers import trange
from tinygrad.nn.datasets import mnist


class Model:
  def __init__(self):
    self.c1, self.c2 = nn.Conv2d(1, 32, 5), nn.Conv2d(32, 64, 3)
    self.bn1, self.bn2 = nn.BatchNorm(32), nn.BatchNorm(64)
    self.fc = nn.Linear(64 * 5 * 5, 10)

  def __call__(self, x: Tensor) -> Tensor:
    x = self.bn1(self.c1(x).relu()).max_pool2d((2, 2))
    x = self.bn2(self.c2(x).relu()).max_pool2d((2, 2))
    return self.fc(x.flatten(1).dropout(0.5)).softmax()


class LogitModel(Model):
  def __call__(self, x: Tensor) -> Tensor:
    x = self.bn1(self.c1(x).relu()).max_pool2d((2, 2))
    x = self.bn2(self.c2(x).relu()).max_pool2d((2, 2))
    return self.fc(x.flatten(1).dropout(0.5))


class Attn:
  def __init__(self, dim):
    self.q, self.k, self.v = nn.Linear(dim, dim), nn.Linear(dim, dim), nn.Linear(dim, dim)

  def __call__(self, x):
    s = self.q(x) @ self.k(x).transpose(-1, -2)
    e = s.exp()
    return (e / e.sum(-1, keepdim=True)) @ self.v(x)  #@ unstable naive-softmax

  def shifted(self, x):
    s = self.q(x) @ self.k(x).transpose(-1, -2)
    e = (s - s.max(-1, keepdim=True)).exp()  #@ stable naive-softmax
    return (e / e.sum(-1, keepdim=True)) @ self.v(x)


def run(steps=70, bs=512):
  X, Y, Xt, Yt = mnist()
  model = Model()
  opt = nn.optim.Adam(nn.state.get_parameters(model))

  @TinyJit
  @Tensor.train()
  def step() -> Tensor:
    opt.zero_grad()
    i = Tensor.randint(bs, high=X.shape[0])
    loss = model(X[i]).sparse_categorical_crossentropy(Y[i]).backward()  #@ unstable softmax-before-ce across
    opt.step()
    return loss

  for i in (t := trange(steps)):
    t.set_description(f"loss: {step().item():6.2f}")
  print((model(Xt).argmax(axis=1) == Yt).mean().item() * 100)


def run_logits(steps=70, bs=512):
  X, Y, _, _ = mnist()
  model = LogitModel()
  opt = nn.optim.SGD(nn.state.get_parameters(model), lr=0.01)
  with Tensor.train():
    for _ in range(steps):
      i = Tensor.randint(bs, high=X.shape[0])
      loss = model(X[i]).sparse_categorical_crossentropy(Y[i])  #@ stable softmax-before-ce
      opt.zero_grad()
      loss.backward()
      opt.step()


if __name__ == "__main__":
  run()
