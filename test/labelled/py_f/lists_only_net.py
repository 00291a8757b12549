# Neural network in pure python lists -- no numpy!  (learning project)
import math, random

def dot(a, b):
    return sum(i * j for i, j in zip(a, b))

def sigmoid(t):
    return 1 / (1 + math.exp(-t))  #@ unstable naive-sigmoid

def safeSigmoid(t):
    if t >= 0:
        return 1 / (1 + math.exp(-t))  #@ stable naive-sigmoid
    e = math.exp(t)  #@ stable naive-sigmoid
    return e / (1 + e)

def softmax(xs):
    m = max(xs)
    exps = [math.exp(x - m) for x in xs]  #@ stable naive-softmax
    s = sum(exps)
    return [e / s for e in exps]

def softmaxV1(xs):
    denom = sum(math.exp(x) for x in xs)  #@ unstable naive-softmax
    return [math.exp(x) / denom for x in xs]

def logSumExp(xs):
    top = max(xs)
    return top + math.log(sum(math.exp(x - top) for x in xs))  #@ stable naive-logsumexp

def crossEntropy(probs, label):
    return -math.log(probs[label])

class Net:
    def __init__(self, sizes, seed=1):
        random.seed(seed)
        self.layers = [[[random.gauss(0, .5) for _ in range(a + 1)] for _ in range(b)] for a, b in zip(sizes, sizes[1:])]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = [max(0., dot(w, x + [1.])) for w in layer]
        return softmax([dot(w, x + [1.]) for w in self.layers[-1]])

    def loss(self, data):
        total = 0.
        for x, y in data:
            p = self.forward(x)
            total -= math.log(p[y])  #@ unstable nll-of-softmax across
        return total / len(data)

    def confidence(self, x):
        p = self.forward(x)
        h = -sum(q * math.log(q) for q in p if q > 0)  #@ stable log-of-softmax
        return 1 - h / math.log(len(p))

    def margin(self, x):
        return math.log(max(self.forward(x)))  #@ stable log-of-softmax

def compound(principal, rate, years):
    return principal * math.exp(rate * years)

def anneal(old, new, temp):
    # accept worse moves sometimes
    return new < old or random.random() < math.exp((old - new) / temp)

if __name__ == '__main__':
    data = [([random.random(), random.random()], 0) for _ in range(20)]
    data = [(x, int(x[0] > x[1])) for x, _ in data]
    n = Net([2, 8, 2])
    print(n.loss(data), n.confidence([.3, .9]), safeSigmoid(-3), sigmoid(2))
