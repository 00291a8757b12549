# Deep learning tutorial code, RBM + logistic layer (theano), 2014
from __future__ import print_function
import timeit
import numpy
import theano
import theano.tensor as T
from theano.tensor.shared_randomstreams import RandomStreams


class LogisticRegression(object):
    def __init__(self, input, n_in, n_out):
        self.W = theano.shared(numpy.zeros((n_in, n_out), dtype=theano.config.floatX), name='W', borrow=True)
        self.b = theano.shared(numpy.zeros((n_out,), dtype=theano.config.floatX), name='b', borrow=True)
        e = T.exp(T.dot(input, self.W) + self.b)
        self.p_y_given_x = e / e.sum(axis=1, keepdims=True)  #@ unstable naive-softmax
        self.y_pred = T.argmax(self.p_y_given_x, axis=1)
        self.params = [self.W, self.b]

    def negative_log_likelihood(self, y):
        return -T.mean(T.log(self.p_y_given_x)[T.arange(y.shape[0]), y])  #@ unstable nll-of-softmax across

    def errors(self, y):
        return T.mean(T.neq(self.y_pred, y))


class RBM(object):
    def __init__(self, n_visible=784, n_hidden=500, seed=1234):
        rng = numpy.random.RandomState(seed)
        bound = 4 * numpy.sqrt(6. / (n_hidden + n_visible))
        self.W = theano.shared(numpy.asarray(rng.uniform(-bound, bound, (n_visible, n_hidden)), dtype=theano.config.floatX))
        self.hbias = theano.shared(numpy.zeros(n_hidden, dtype=theano.config.floatX))
        self.vbias = theano.shared(numpy.zeros(n_visible, dtype=theano.config.floatX))
        self.srng = RandomStreams(rng.randint(2 ** 30))
        self.params = [self.W, self.hbias, self.vbias]

    def free_energy(self, v):
        wx_b = T.dot(v, self.W) + self.hbias
        hidden = T.sum(T.log(1 + T.exp(wx_b)), axis=1)  #@ unstable naive-softplus
        return -hidden - T.dot(v, self.vbias)

    def free_energy2(self, v):
        return -T.sum(T.nnet.softplus(T.dot(v, self.W) + self.hbias), axis=1) - T.dot(v, self.vbias)  #@ stable naive-softplus

    def propup(self, v):
        pre = T.dot(v, self.W) + self.hbias
        return pre, T.nnet.sigmoid(pre)

    def propdown(self, h):
        pre = T.dot(h, self.W.T) + self.vbias
        return pre, T.nnet.sigmoid(pre)

    def gibbs(self, v):
        _, hm = self.propup(v)
        h = self.srng.binomial(size=hm.shape, n=1, p=hm, dtype=theano.config.floatX)
        pre, vm = self.propdown(h)
        return pre, vm, self.srng.binomial(size=vm.shape, n=1, p=vm, dtype=theano.config.floatX)

    def reconstruction_cost(self, x):
        pre, vm, _ = self.gibbs(x)
        return T.mean(T.sum(x * T.log(vm) + (1 - x) * T.log(1 - vm), axis=1))  #@ unstable bce-after-sigmoid across

    def cost_updates(self, x, lr=0.1):
        _, _, v = self.gibbs(x)
        cost = T.mean(self.free_energy(x)) - T.mean(self.free_energy(v))
        grads = T.grad(cost, self.params, consider_constant=[v])
        return self.reconstruction_cost(x), [(p, p - lr * g) for p, g in zip(self.params, grads)]


class NumpyRBM(object):
    def __init__(self, W, c):
        self.W, self.c = W, c

    def hidden(self, v):
        a = v.dot(self.W) + self.c
        return numpy.exp(a) / (1 + numpy.exp(a))  #@ unstable naive-sigmoid

    def free(self, v):
        return -numpy.log1p(numpy.exp(v.dot(self.W) + self.c)).sum(1)  #@ unstable naive-softplus

    def log_partition(self, fe):
        return numpy.log(numpy.sum(numpy.exp(-fe)))  #@ unstable naive-logsumexp

    def ais_weight(self, logw):
        return numpy.logaddexp.reduce(logw) - numpy.log(len(logw))  #@ stable naive-logsumexp


def train(data, epochs=15, bs=20):
    x = T.matrix('x')
    rbm = RBM()
    cost, upd = rbm.cost_updates(x)
    fn = theano.function([x], cost, updates=upd)
    t0 = timeit.default_timer()
    for ep in range(epochs):
        c = [fn(data[i:i + bs]) for i in range(0, len(data), bs)]
        print('epoch %d cost %.3f' % (ep, numpy.mean(c)))
    print('took %.2f min' % ((timeit.default_timer() - t0) / 60.))
    return rbm
