from jaxlm.nn.ops import activations, masked_softmax, normalize_scores, softmax
