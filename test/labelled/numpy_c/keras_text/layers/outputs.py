from keras import backend as K
from keras.engine.topology import Layer


class TemperatureSoftmax(Layer):
    def __init__(self, temperature=1.0, **kwargs):
        super(TemperatureSoftmax, self).__init__(**kwargs)
        self.temperature = temperature

    def call(self, logits):
        return K.softmax(logits / self.temperature)

    def get_config(self):
        cfg = super(TemperatureSoftmax, self).get_config()
        cfg['temperature'] = self.temperature
        return cfg


class GatedSigmoid(Layer):
    """sigmoid with a learned slope"""

    def build(self, input_shape):
        self.slope = self.add_weight((1,), initializer='one', name='slope')
        super(GatedSigmoid, self).build(input_shape)

    def call(self, x):
        z = K.exp(self.slope * x)
        return z / (1. + z)  #@ unstable naive-sigmoid


class HardGate(Layer):
    def call(self, x):
        return K.clip(0.2 * x + 0.5, 0.0, 1.0)
