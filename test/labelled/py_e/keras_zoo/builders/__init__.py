from .vision import small_cnn, logit_cnn
from .text import BiLSTMClassifier, spam_model

__all__ = ["small_cnn", "logit_cnn", "BiLSTMClassifier", "spam_model"]
