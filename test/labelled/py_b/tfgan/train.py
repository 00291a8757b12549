import time
import tensorflow as tf

from .models import make_generator, make_discriminator, make_critic

G = make_generator()
D = make_discriminator()
C = make_critic()
g_opt = tf.keras.optimizers.Adam(1e-4)
d_opt = tf.keras.optimizers.Adam(1e-4)
bce_logits = tf.keras.losses.BinaryCrossentropy(from_logits=True)


@tf.function
def train_step(images, z_dim=100):
    z = tf.random.normal([tf.shape(images)[0], z_dim])
    with tf.GradientTape() as gt, tf.GradientTape() as dt:
        fake = G(z, training=True)
        d_real = D(images, training=True)
        d_fake = D(fake, training=True)
        d_loss = -tf.reduce_mean(tf.math.log(d_real) + tf.math.log(1. - d_fake))  #@ unstable bce-after-sigmoid across
        g_loss = -tf.reduce_mean(tf.math.log(d_fake))  #@ unstable bce-after-sigmoid across
    g_opt.apply_gradients(zip(gt.gradient(g_loss, G.trainable_variables), G.trainable_variables))
    d_opt.apply_gradients(zip(dt.gradient(d_loss, D.trainable_variables), D.trainable_variables))
    return d_loss, g_loss


def mixed_step(images, z):
    real, fake = D(images), D(G(z))
    loss = bce_logits(tf.ones_like(real), real)  #@ unstable softmax-before-ce across
    return loss + tf.reduce_mean(fake)


def critic_step(images, z):
    real, fake = C(images), C(G(z))
    real_loss = bce_logits(tf.ones_like(real), real)  #@ stable softmax-before-ce
    fake_loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros_like(fake), logits=fake)  #@ stable bce-after-sigmoid
    return real_loss + tf.reduce_mean(fake_loss)


def critic_softplus(images, z):
    real, fake = C(images), C(G(z))
    return tf.reduce_mean(tf.nn.softplus(-real)) + tf.reduce_mean(tf.nn.softplus(fake))  #@ stable naive-softplus


def critic_nonsat(z):
    out = tf.sigmoid(C(G(z)))
    return -tf.reduce_mean(tf.math.log(out))  #@ unstable log-of-sigmoid


def critic_handmade(z):
    s = C(G(z))
    return tf.reduce_mean(tf.math.log(1. + tf.exp(-s)))  #@ unstable naive-softplus


def infogan_q(c_onehot, q_logits):
    q = tf.nn.softmax(q_logits)
    return -tf.reduce_mean(tf.reduce_sum(tf.math.log(q + 1e-8) * c_onehot, 1))  #@ unstable log-eps-hack


def fit(ds, epochs):
    for e in range(epochs):
        t = time.time()
        for batch in ds:
            dl, gl = train_step(batch)
        print('epoch {} d {:.3f} g {:.3f} {:.1f}s'.format(e + 1, float(dl), float(gl), time.time() - t))
