#!/usr/bin/env python
# Simulated annealing for TSP, student project
import math
import random
import sys


def read_cities(fname):
    cities = []
    for line in open(fname):
        parts = line.split()
        if len(parts) == 3:
            cities.append((float(parts[1]), float(parts[2])))
    return cities


def dist(a, b):
    return math.hypot(a[0] - b[0], a[1] - b[1])


def tour_length(tour, cities):
    return sum(dist(cities[tour[i]], cities[tour[i - 1]]) for i in range(len(tour)))


def two_opt(tour):
    i, j = sorted(random.sample(range(len(tour)), 2))
    return tour[:i] + tour[i:j + 1][::-1] + tour[j + 1:]


def linear_schedule(t0, step, n_steps):
    return t0 * (1 - step / n_steps)


def exp_schedule(t0, step, n_steps, t_min=1e-3):
    return max(t_min, t0 * (t_min / t0) ** (step / n_steps))


def accept(delta, T):
    if delta < 0:
        return True
    return random.random() < math.exp(-delta / T)  #@ unstable zero-temperature across


def metropolis(delta, T):
    return delta <= 0 or (T > 0 and random.random() < math.exp(-delta / T))  #@ stable zero-temperature


def anneal(cities, n_steps=200000, t0=100.0):
    cur = list(range(len(cities)))
    random.shuffle(cur)
    cur_len = tour_length(cur, cities)
    best, best_len = cur, cur_len
    for step in range(n_steps + 1):
        T = linear_schedule(t0, step, n_steps)
        cand = two_opt(cur)
        cand_len = tour_length(cand, cities)
        if accept(cand_len - cur_len, T):
            cur, cur_len = cand, cand_len
            if cur_len < best_len:
                best, best_len = cur, cur_len
        if step % 10000 == 0:
            print("%7d T=%.3f cur=%.1f best=%.1f" % (step, T, cur_len, best_len))
    return best, best_len


def anneal_exp(cities, n_steps=200000, t0=100.0):
    cur = list(range(len(cities)))
    cur_len = tour_length(cur, cities)
    for step in range(n_steps):
        cand = two_opt(cur)
        d = tour_length(cand, cities) - cur_len
        if metropolis(d, exp_schedule(t0, step, n_steps)):
            cur, cur_len = cand, cur_len + d
    return cur, cur_len


def parallel_tempering_swap(e1, e2, t1, t2):
    d = (e1 - e2) * (1.0 / t1 - 1.0 / t2)
    return random.random() < math.exp(min(0.0, d))  #@ stable other


if __name__ == '__main__':
    cities = read_cities(sys.argv[1]) if len(sys.argv) > 1 else [(random.random() * 100, random.random() * 100) for _ in range(60)]
    tour, length = anneal(cities)
    print(length)
