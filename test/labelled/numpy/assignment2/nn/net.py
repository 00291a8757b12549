import numpy as np
from .layers import Affine, ReLU, Sigmoid, Softmax


class Net(object):
    """A plain stack of layers.

    head: 'multi' appends a Softmax layer, 'binary' a Sigmoid one, 'raw' nothing.
    """

    def __init__(self, dims, head="multi", reg=0.0):
        self.layers = []
        for i, (a, b) in enumerate(zip(dims[:-1], dims[1:])):
            self.layers.append(Affine(a, b))
            if i < len(dims) - 2:
                self.layers.append(ReLU())
        if head == "multi":
            self.layers.append(Softmax())
        elif head == "binary":
            self.layers.append(Sigmoid())
        self.reg = reg

    def forward(self, X):
        out = X
        for layer in self.layers:
            out = layer(out)
        return out

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        for layer in self.layers:
            if isinstance(layer, Affine):
                layer.dW += self.reg * layer.W
        return dout

    def penalty(self):
        return 0.5 * self.reg * sum(np.sum(l.W ** 2) for l in self.layers if isinstance(l, Affine))

    def step(self, lr):
        for layer in self.layers:
            for name in layer.params:
                value = getattr(layer, name)
                value -= lr * getattr(layer, "d" + name)
