# -*- coding: utf-8 -*-
from __future__ import print_function
import math
import heapq
import argparse
import numpy as np
import tensorflow as tf
from time import time

from model import NeuMF
from bpr import bpr_loss


def get_ndcg(ranklist, gt):
    for i in range(len(ranklist)):
        if ranklist[i] == gt:
            return math.log(2) / math.log(i + 2)  #@ stable other
    return 0


def load_ratings(path):
    users, items = [], []
    with open(path) as f:
        for line in f:
            arr = line.split("\t")
            users.append(int(arr[0]))
            items.append(int(arr[1]))
    return np.array(users), np.array(items)


def sample_batch(users, items, num_items, bs, neg=4):
    idx = np.random.randint(0, len(users), bs)
    u = np.repeat(users[idx], neg + 1)
    i = np.empty((bs, neg + 1), dtype=np.int32)
    i[:, 0] = items[idx]
    i[:, 1:] = np.random.randint(0, num_items, (bs, neg))
    y = np.zeros((bs, neg + 1), dtype=np.float32)
    y[:, 0] = 1
    return u, i.ravel(), y.ravel()


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--path', default='Data/ml-1m.train.rating')
    parser.add_argument('--loss', default='log')
    parser.add_argument('--epochs', type=int, default=20)
    args = parser.parse_args()
    users, items = load_ratings(args.path)
    nu, ni = users.max() + 1, items.max() + 1
    model = NeuMF(nu, ni)
    if args.loss == 'log':
        loss = model.log_loss()
    elif args.loss == 'bpr':
        s = tf.reshape(model.score, [-1, 5])
        loss = bpr_loss(s[:, 0:1], s[:, 1:])
    else:
        loss = model.xent()
    train_op = tf.train.AdamOptimizer(0.001).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(args.epochs):
            t1 = time()
            total = 0.0
            for _ in range(len(users) // 256):
                u, i, y = sample_batch(users, items, ni, 256)
                l, _ = sess.run([loss, train_op], {model.user: u, model.item: i, model.label: y})
                total += l
            cand = np.random.randint(0, ni, 100)
            pred = sess.run(model.prediction, {model.user: np.full(100, users[0]), model.item: cand})
            top = heapq.nlargest(10, range(100), key=lambda k: pred[k])
            print('Epoch %d [%.1f s] loss %.4f ndcg %.4f' % (epoch, time() - t1, total, get_ndcg(top, 0)))
