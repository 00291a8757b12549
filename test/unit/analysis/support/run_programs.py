"""Reads a JSON list of {"kind", "before", "after"}: two texts with a function f and a list `seen`. Runs both on the same vectors, f(x, y, o),
or on logits, weights and targets, f(x, w, y, o), and prints a JSON list: for each, "compared" (runs whose old values are finite) and
"differs" (what the two left, where that is not the same)."""
import json
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")


class Holder:
    def __init__(self, flag):
        self.h = 0.0
        self.flag = flag


def numbers(value):
    if isinstance(value, (list, tuple)):
        return [each for part in value for each in numbers(part)] + [float(len(value))]
    return [float(each) for each in np.ravel(np.asarray(value, dtype=float))]


def inputs_of(kind, rng, scale):
    if kind == "vectors":
        return [rng.normal(size=4) * scale, rng.normal(size=4)]
    # Weights are taken to be none below 0, as is said where a rewrite relies on it.
    return [rng.normal(size=(3, 4)) * scale, np.maximum(rng.normal(size=(3, 4)), 0), rng.integers(0, 4, size=3)]


def left_by(text, given, flag):
    names = {}
    exec(compile(text, "program", "exec"), names)
    arrays, o = [array.copy() for array in given], Holder(flag)
    try:
        returned = names["f"](*arrays, o)
        return [numbers(part) for part in (list(returned), names["seen"], o.h, *arrays)]
    except (ArithmeticError, IndexError, TypeError, ValueError):
        return None


def is_same(a, b):
    return len(a) == len(b) and all(abs(p - q) <= 1e-7 * max(1, abs(p)) for p, q in zip(a, b))


def compared(pair, rng):
    count = 0
    for scale in (1, 1.5, 2):
        given, flag = inputs_of(pair["kind"], rng, scale), scale == 1.5
        before = left_by(pair["before"], given, flag)
        if before is None or not all(np.isfinite(v) and abs(v) < 1e10 for part in before for v in part):
            continue
        count += 1
        try:
            after = left_by(pair["after"], given, flag)
        except Exception as error:  # a name that is not there, a text that is none
            return {"compared": count, "differs": repr(error)}
        if after is None or not all(is_same(a, b) for a, b in zip(before, after)):
            return {"compared": count, "differs": f"{before}\n{after}"}
    return {"compared": count, "differs": None}


rng = np.random.default_rng(0)
json.dump([compared(pair, rng) for pair in json.load(sys.stdin)], sys.stdout)
