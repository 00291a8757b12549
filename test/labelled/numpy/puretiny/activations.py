import math


def identity(v):
    return list(v)


def relu(v):
    return [a if a > 0 else 0.0 for a in v]


def logistic(v):
    return [1.0 / (1.0 + math.exp(-a)) for a in v]  #@ unstable naive-sigmoid


def logistic2(a):
    if a >= 0:
        return 1.0 / (1.0 + math.exp(-a))  #@ stable naive-sigmoid
    e = math.exp(a)  #@ stable naive-sigmoid
    return e / (1.0 + e)  #@ stable naive-sigmoid


def softmax(v):
    top = max(v)
    out = [math.exp(a - top) for a in v]  #@ stable naive-softmax
    s = sum(out)
    return [o / s for o in out]


def gate(v):
    return [2.0 / (1.0 + math.exp(-math.tanh(a))) - 1.0 for a in v]  #@ stable naive-sigmoid


BY_NAME = {"identity": identity, "relu": relu, "logistic": logistic, "softmax": softmax}
