import numpy as np
import h5py


def sigmoid(Z):
    """
    Implements the sigmoid activation in numpy

    Returns:
    A -- output of sigmoid(z), same shape as Z
    cache -- returns Z as well, useful during backpropagation
    """
    A = 1 / (1 + np.exp(-Z))  #@ unstable naive-sigmoid
    cache = Z
    return A, cache


def relu(Z):
    A = np.maximum(0, Z)
    assert (A.shape == Z.shape)
    cache = Z
    return A, cache


def softmax(Z):
    shift = Z - np.max(Z, axis=0)
    e = np.exp(shift)
    A = e / e.sum(axis=0)  #@ stable naive-softmax
    return A, Z


def relu_backward(dA, cache):
    Z = cache
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ


def sigmoid_backward(dA, cache):
    Z = cache
    s = 1 / (1 + np.exp(-Z))  #@ unstable naive-sigmoid
    dZ = dA * s * (1 - s)
    return dZ


def load_data(root='datasets'):
    train = h5py.File(root + '/train_catvnoncat.h5', 'r')
    test = h5py.File(root + '/test_catvnoncat.h5', 'r')
    train_x = np.array(train['train_set_x'][:])
    train_y = np.array(train['train_set_y'][:]).reshape(1, -1)
    test_x = np.array(test['test_set_x'][:])
    test_y = np.array(test['test_set_y'][:]).reshape(1, -1)
    return train_x, train_y, test_x, test_y
