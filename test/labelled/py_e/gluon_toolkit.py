"""MXNet Gluon / Paddle snippets collected during the competition."""
import mxnet as mx
from mxnet import autograd, gluon, nd
from mxnet.gluon import nn
import numpy as np


class Net(nn.HybridBlock):
    def __init__(self, classes=10, **kw):
        super(Net, self).__init__(**kw)
        with self.name_scope():
            self.body = nn.HybridSequential()
            self.body.add(nn.Conv2D(32, 3, activation="relu"), nn.MaxPool2D(), nn.Flatten(), nn.Dense(128, activation="relu"))
            self.out = nn.Dense(classes)

    def hybrid_forward(self, F, x):
        return F.softmax(self.out(self.body(x)))


class Disc(nn.HybridBlock):
    def __init__(self, **kw):
        super(Disc, self).__init__(**kw)
        self.net = nn.HybridSequential()
        self.net.add(nn.Dense(128), nn.LeakyReLU(0.2), nn.Dense(1, activation="sigmoid"))

    def hybrid_forward(self, F, x):
        return self.net(x)


def softmax(y_linear, temperature=1.0):
    lin = y_linear - nd.max(y_linear)
    exp = nd.exp(lin)
    return exp / nd.sum(exp, axis=1).reshape((-1, 1))  #@ unstable wrong-shift


def softmax_rows(y):
    e = nd.exp(y - nd.max(y, axis=1, keepdims=True))  #@ stable naive-softmax
    return e / nd.sum(e, axis=1, keepdims=True)


def straight_from_the_book(X):
    X_exp = X.exp()
    partition = X_exp.sum(axis=1, keepdims=True)
    return X_exp / partition  #@ unstable naive-softmax


def cross_entropy(yhat, y):
    return -nd.pick(yhat, y).log()


def evaluate(W, b, X, y):
    yhat = straight_from_the_book(nd.dot(X.reshape((-1, 784)), W) + b)
    return -nd.pick(yhat, y).log().mean()  #@ unstable nll-of-softmax across


def train(net_cls, loader, ctx, epochs=5):
    net = Net()
    net.initialize(mx.init.Xavier(), ctx=ctx)
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 1e-3})
    loss_fn = gluon.loss.SoftmaxCrossEntropyLoss()
    for e in range(epochs):
        cum = 0.0
        for x, y in loader:
            with autograd.record():
                out = net(x.as_in_context(ctx))
                loss = loss_fn(out, y.as_in_context(ctx))  #@ unstable softmax-before-ce across
            loss.backward()
            trainer.step(x.shape[0])
            cum += loss.mean().asscalar()
        print(e, cum / len(loader))


def train_prob(loader, ctx):
    net = Net()
    net.initialize(ctx=ctx)
    loss_fn = gluon.loss.SoftmaxCrossEntropyLoss(sparse_label=False)
    for x, y in loader:
        with autograd.record():
            loss = loss_fn(net.out(net.body(x)), y)  #@ stable softmax-before-ce
        loss.backward()


def gan_losses(disc, real, fake):
    d = -(nd.log(disc(real)) + nd.log(1 - disc(fake))).mean()
    return d, -nd.log(disc(fake)).mean()


def gan_step(G, z, real, td, tg):
    D = Disc()
    D.initialize()
    bce = gluon.loss.SigmoidBinaryCrossEntropyLoss()
    with autograd.record():
        pr, pf = D(real), D(G(z))
        loss = bce(pr, nd.ones_like(pr)) + bce(pf, nd.zeros_like(pf))  #@ unstable softmax-before-ce across
    loss.backward()
    td.step(len(real))
    with autograd.record():
        g = -nd.log(D(G(z))).mean()  #@ unstable bce-after-sigmoid across
    g.backward()
    tg.step(len(real))


def gan_step_prob(D, G, z, real):
    bce = gluon.loss.SigmoidBinaryCrossEntropyLoss(from_sigmoid=False)
    with autograd.record():
        logit = D.net[0](real)
        loss = bce(logit, nd.ones_like(logit))  #@ stable softmax-before-ce
    loss.backward()


def sigmoid(x):
    return nd.exp(x) / (1 + nd.exp(x))  #@ unstable naive-sigmoid


def smooth(x):
    return nd.log(1 + nd.exp(x))  #@ unstable naive-softplus


def act(x):
    return nd.Activation(x, "softrelu")


def rank_avg(p):
    return np.argsort(np.argsort(p)) / float(len(p))


def logit_blend(ps):
    z = np.mean([np.log(p / (1 - p)) for p in ps], axis=0)
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))  #@ stable naive-sigmoid
