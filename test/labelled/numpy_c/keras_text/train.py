"""Toxic comments: BiLSTM + attention, Keras 2.2 with TF 1.x backend."""
import argparse

import numpy as np
import pandas as pd
from keras.callbacks import EarlyStopping, LearningRateScheduler
from keras.layers import Input, Embedding, Bidirectional, CuDNNLSTM, Dense, Dropout, SpatialDropout1D
from keras.models import Model
from keras.preprocessing.sequence import pad_sequences
from keras.preprocessing.text import Tokenizer
from sklearn.metrics import roc_auc_score

from keras_text.layers import Attention, AttentionWithContext, TemperatureSoftmax
from keras_text.losses import focal_loss, weighted_categorical_crossentropy, double_ce, binary_ce

MAXLEN, MAX_FEATURES = 200, 100000
LABELS = ['toxic', 'severe_toxic', 'obscene', 'threat', 'insult', 'identity_hate']


def trunk(context):
    inp = Input(shape=(MAXLEN,))
    x = SpatialDropout1D(0.2)(Embedding(MAX_FEATURES, 300)(inp))
    x = Bidirectional(CuDNNLSTM(64, return_sequences=True))(x)
    x = AttentionWithContext()(x) if context else Attention(MAXLEN)(x)
    return inp, Dropout(0.3)(Dense(64, activation='relu')(x))


def multilabel_model(loss='focal', context=True):
    inp, h = trunk(context)
    out = Dense(len(LABELS), activation='sigmoid')(h)
    model = Model(inp, out)
    if loss == 'focal':
        model.compile('adam', loss=focal_loss(), metrics=['accuracy'])
    elif loss == 'bce':
        model.compile('adam', loss=binary_ce, metrics=['accuracy'])
    else:
        model.compile('adam', loss='binary_crossentropy', metrics=['accuracy'])
    return model


def topic_model(n_topics, class_weights=None):
    inp, h = trunk(False)
    probs = TemperatureSoftmax(1.5)(Dense(n_topics)(h))
    model = Model(inp, probs)
    loss = weighted_categorical_crossentropy(class_weights) if class_weights is not None else double_ce
    model.compile('adam', loss=loss)
    return model


def schedule(epoch):
    return 1e-3 * np.exp(-0.3 * epoch)  #@ stable other


def topic_uncertainty(model, X):
    p = model.predict(X, batch_size=1024)
    return -(p * np.log(p)).sum(axis=1)  #@ unstable log-of-softmax across


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('train_csv')
    ap.add_argument('--loss', default='focal')
    args = ap.parse_args()
    df = pd.read_csv(args.train_csv).fillna('')
    tok = Tokenizer(num_words=MAX_FEATURES)
    tok.fit_on_texts(df.comment_text)
    X = pad_sequences(tok.texts_to_sequences(df.comment_text), maxlen=MAXLEN)
    y = df[LABELS].values
    df['log_len'] = np.log(df.comment_text.str.len() + 1)  #@ stable log-eps-hack
    print(df.log_len.describe())
    cut = int(len(X) * .9)
    model = multilabel_model(args.loss)
    model.fit(X[:cut], y[:cut], batch_size=512, epochs=4, validation_data=(X[cut:], y[cut:]),
              callbacks=[EarlyStopping(patience=1), LearningRateScheduler(schedule)])
    print('auc', roc_auc_score(y[cut:], model.predict(X[cut:], batch_size=1024)))


if __name__ == '__main__':
    main()
