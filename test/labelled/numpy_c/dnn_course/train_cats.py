"""Train the L-layer network on the cat / non-cat pictures or on the hand signs."""
import argparse

import numpy as np
import matplotlib.pyplot as plt

from dnn_course.dnn_utils import load_data
from dnn_course.dnn_app_utils import (initialize_parameters_deep, L_model_forward, compute_cost,
                                      compute_cost_multiclass, L_model_backward,
                                      update_parameters, l2_penalty)


def convert_to_one_hot(Y, C):
    return np.eye(C)[Y.reshape(-1)].T


def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, lambd=0.0, multiclass=False,
                  print_cost=False):
    np.random.seed(1)
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    last = "softmax" if multiclass else "sigmoid"
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters, last)
        if multiclass:
            cost = compute_cost_multiclass(AL, Y)
        else:
            cost = compute_cost(AL, Y)
        cost += l2_penalty(parameters, lambd, X.shape[1])
        grads = L_model_backward(AL, Y, caches)
        lr = learning_rate * np.exp(-1e-4 * i)  #@ stable other
        parameters = update_parameters(parameters, grads, lr)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
            costs.append(cost)
    plt.plot(np.squeeze(costs))
    plt.ylabel('cost')
    plt.xlabel('iterations (per hundreds)')
    plt.title("Learning rate =" + str(learning_rate))
    plt.show()
    return parameters


def predict(X, y, parameters):
    probas, _ = L_model_forward(X, parameters)
    p = (probas > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    entropy = -np.mean(probas * np.log(probas + 1e-8) + (1 - probas) * np.log(1 - probas + 1e-8))  #@ unstable log-eps-hack across
    print("Mean predictive entropy: %.4f" % entropy)
    return p


if __name__ == '__main__':
    ap = argparse.ArgumentParser()
    ap.add_argument('--iters', type=int, default=2500)
    ap.add_argument('--lr', type=float, default=0.0075)
    args = ap.parse_args()
    train_x, train_y, test_x, test_y = load_data()
    train_x = train_x.reshape(train_x.shape[0], -1).T / 255.
    test_x = test_x.reshape(test_x.shape[0], -1).T / 255.
    params = L_layer_model(train_x, train_y, [12288, 20, 7, 5, 1], args.lr, args.iters, print_cost=True)
    predict(train_x, train_y, params)
    predict(test_x, test_y, params)
