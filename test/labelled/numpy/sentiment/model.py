import tensorflow as tf
from tensorflow.keras import layers

from .config import Config


def encoder(cfg: Config):
    inp = layers.Input(shape=(cfg.maxlen,), dtype="int32")
    x = layers.Embedding(cfg.vocab_size, cfg.embed_dim, mask_zero=True)(inp)
    x = layers.Bidirectional(layers.LSTM(cfg.embed_dim))(x)
    for h in cfg.hidden:
        x = layers.Dense(h, activation="relu")(x)
        x = layers.Dropout(cfg.dropout)(x)
    return inp, x


def build_model(cfg: Config) -> tf.keras.Model:
    inp, x = encoder(cfg)
    out = layers.Dense(cfg.num_classes, activation=cfg.out_activation)(x)
    return tf.keras.Model(inp, out, name="sentiment")


def build_student(cfg: Config) -> tf.keras.Model:
    return tf.keras.Sequential([
        layers.Input(shape=(cfg.maxlen,), dtype="int32"),
        layers.Embedding(cfg.vocab_size, 16),
        layers.GlobalAveragePooling1D(),
        layers.Dense(32, activation="relu"),
        layers.Dense(cfg.num_classes),
    ], name="student")


def build_aspect_heads(cfg: Config, aspects) -> tf.keras.Model:
    """Multi-label model: one independent yes/no per aspect."""
    inp, x = encoder(cfg)
    x = layers.Dense(len(aspects))(x)
    return tf.keras.Model(inp, layers.Activation("sigmoid")(x), name="aspects")
