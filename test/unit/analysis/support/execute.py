"""Runs the functions of fixtures on given inputs.

Reads {"texts": {name: source}, "inputs": {name: nested list, "-inf" and "inf" as text}, "kind": "vector" | "matrix" | "list" | "tensor",
"dtype": "float64" | "float32"} and prints {name: {function: {input: result}}}, where a result is
{"shape": [...], "values": ["0.25", "nan", ...]} or {"error": "OverflowError"}. Numbers travel as text: JSON has no NaN.
Of a result that PyTorch can differentiate there is also "gradient": that of a weighted sum of its elements, as values are.
Under "defaults" stand the numeric defaults of each function's other parameters.
"""
import inspect
import json
import sys
import warnings

warnings.simplefilter("ignore")


def numbers(values):
    return [numbers(each) for each in values] if isinstance(values, list) else float(values)


def given(values, kind, dtype):
    values = numbers(values)
    if kind == "list":
        return values
    if kind == "tensor":
        import torch

        return torch.tensor(values, dtype=getattr(torch, dtype), requires_grad=True)
    import numpy

    return numpy.array(values, dtype=dtype)


def told(result):
    if isinstance(result, tuple):
        result = result[0]
    if hasattr(result, "detach"):
        result = result.detach().numpy()
    import numpy

    array = numpy.asarray(result, dtype="float64")
    return {"shape": list(array.shape), "values": [repr(float(value)) for value in array.ravel()]}


def differentiated(result, given):
    if isinstance(result, tuple):
        result = result[0]
    if not getattr(result, "requires_grad", False):
        return {}
    import torch

    weights = torch.cos(torch.arange(result.numel(), dtype=result.dtype)).reshape(result.shape)
    try:
        (gradient,) = torch.autograd.grad((result * weights).sum(), given, allow_unused=True)
    except RuntimeError:  # of code that divides what exp gave in place, which only runs without gradients
        return {}
    return {} if gradient is None else {"gradient": [repr(value) for value in gradient.reshape(-1).tolist()]}


def callables(module):
    for name, value in module.items():
        if inspect.isclass(value) and value.__module__ == "fixture":
            yield f"{name}.forward", value().forward
        elif inspect.isfunction(value) and value.__module__ == "fixture":
            yield name, value


def run(function, values, request):
    try:
        x = given(values, request["kind"], request["dtype"])
        # A copy, since code may change what it is given in place.
        result = function(x.clone() if hasattr(x, "requires_grad") else x)
        return {**told(result), **differentiated(result, x)}
    except Exception as error:  # what it raises is part of what it does
        return {"error": type(error).__name__}


def main():
    request = json.load(sys.stdin)
    results = {}
    for name, text in request["texts"].items():
        module = {"__name__": "fixture"}
        exec(compile(text, name, "exec"), module)
        results[name] = {}
        for function_name, function in list(callables(module)):
            parameters = list(inspect.signature(function).parameters.values())[1:]
            results[name][function_name] = {
                "results": {key: run(function, values, request) for key, values in request["inputs"].items()},
                "defaults": {
                    parameter.name: float(parameter.default)
                    for parameter in parameters
                    if isinstance(parameter.default, (int, float))
                },
            }
    json.dump(results, sys.stdout)


main()
