import tensorflow as tf

from ops import conv2d, linear, lrelu, bce, logits_bce


class CatGAN(object):
    def __init__(self, batch_size=64, z_dim=100, n_classes=10, use_logits=False):
        self.batch_size = batch_size
        self.z_dim = z_dim
        self.n_classes = n_classes
        self.use_logits = use_logits
        self.build()

    def generator(self, z):
        with tf.variable_scope("g"):
            h = tf.nn.relu(linear(z, 7 * 7 * 64, "fc1"))
            h = tf.nn.relu(linear(h, 1024, "fc2"))
            return tf.reshape(tf.nn.tanh(linear(h, 784, "out")), [-1, 28, 28, 1])

    def discriminator(self, x, reuse=False):
        with tf.variable_scope("d", reuse=reuse):
            h = lrelu(conv2d(x, 32, "c1"))
            h = lrelu(conv2d(h, 64, "c2"))
            h = tf.reshape(h, [self.batch_size, 7 * 7 * 64])
            logits = linear(h, 1, "real")
            cls = linear(h, self.n_classes, "cls")
            return tf.nn.sigmoid(logits), logits, tf.nn.softmax(cls), cls

    def build(self):
        self.x = tf.placeholder(tf.float32, [self.batch_size, 28, 28, 1], name="x")
        self.y = tf.placeholder(tf.float32, [self.batch_size, self.n_classes], name="y")
        self.z = tf.placeholder(tf.float32, [self.batch_size, self.z_dim], name="z")
        self.fake = self.generator(self.z)

        D, D_logits, self.cls_prob, self.cls = self.discriminator(self.x)
        D_, D_logits_, self.cls_prob_, _ = self.discriminator(self.fake, reuse=True)

        if self.use_logits:
            self.d_loss = logits_bce(D_logits, 1) + logits_bce(D_logits_, 0)
            self.g_loss = logits_bce(D_logits_, 1)
        else:
            self.d_loss = bce(D, 1) + bce(D_, 0)
            self.g_loss = bce(D_, 1)

        self.cls_loss = tf.reduce_mean(
            tf.nn.softmax_cross_entropy_with_logits(labels=self.y, logits=self.cls_prob))  #@ unstable softmax-before-ce across
        # the generator is asked for confident fakes
        self.ent = -tf.reduce_mean(tf.reduce_sum(self.cls_prob_ * tf.log(self.cls_prob_ + 1e-8), 1))  #@ unstable log-eps-hack across
        self.g_loss += 0.1 * self.ent
        self.acc = tf.reduce_mean(tf.cast(
            tf.equal(tf.argmax(self.cls_prob, 1), tf.argmax(self.y, 1)), tf.float32))

        t_vars = tf.trainable_variables()
        self.d_vars = [v for v in t_vars if v.name.startswith("d/")]
        self.g_vars = [v for v in t_vars if v.name.startswith("g/")]
        tf.summary.scalar("d_loss", self.d_loss)
        tf.summary.scalar("g_loss", self.g_loss)
