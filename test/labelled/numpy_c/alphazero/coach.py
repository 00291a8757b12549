import logging
from collections import deque
from random import shuffle

import cupy as cp
import numpy as np

from mcts import MCTS

log = logging.getLogger(__name__)

ARGS = {'numMCTSSims': 50, 'cpuct': 1.25, 'c_base': 19652, 'temp_moves': 15, 'iters': 100, 'eps': 60}


class Coach():
    def __init__(self, game, nnet, args=ARGS):
        self.game, self.nnet, self.args = game, nnet, args
        self.memory = deque(maxlen=20000)

    def temperature(self, move):
        return max(0.0, 1.0 - move / float(self.args['temp_moves']))

    def resample(self, pi, temp):
        z = np.log(np.asarray(pi) + 1e-12) / temp  #@ unstable zero-temperature across
        z = np.exp(z - z.max())
        return z / z.sum()  #@ stable naive-softmax

    def executeEpisode(self):
        examples, board, player, move = [], self.game.getInitBoard(), 1, 0
        mcts = MCTS(self.game, self.nnet, self.args)
        while True:
            move += 1
            canonical = self.game.getCanonicalForm(board, player)
            pi = mcts.getActionProb(canonical, temp=1)
            examples.append((canonical, player, pi))
            a = np.random.choice(len(pi), p=self.resample(pi, self.temperature(move)))
            board, player = self.game.getNextState(board, player, a)
            r = self.game.getGameEnded(board, player)
            if r != 0:
                return [(b, p, r * (1 if pl == player else -1)) for b, pl, p in examples]

    def learn(self):
        for i in range(1, self.args['iters'] + 1):
            log.info('Starting Iter #%d ...', i)
            for _ in range(self.args['eps']):
                self.memory += self.executeEpisode()
            data = list(self.memory)
            shuffle(data)
            lr = 0.1 * np.exp(-i / 50.0)  #@ stable other
            for k in range(0, len(data), 256):
                b, p, z = zip(*data[k:k + 256])
                loss = self.nnet.step(cp.asarray(b).reshape(len(b), -1), cp.asarray(p), cp.asarray(z), lr)
            log.info('pi loss %.4f v loss %.4f', *loss)
