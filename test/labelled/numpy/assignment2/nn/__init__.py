from .layers import Affine, ReLU, Sigmoid, Tanh, Softmax
from .net import Net
from .losses import svm_loss, softmax_loss, nll_loss, bce_loss

__all__ = ["Affine", "ReLU", "Sigmoid", "Tanh", "Softmax", "Net",
           "svm_loss", "softmax_loss", "nll_loss", "bce_loss"]
