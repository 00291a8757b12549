# Policy gradient / actor critic, tensorflow 1.x
import gym
import numpy as np
import tensorflow as tf

np.random.seed(2)
tf.set_random_seed(2)

GAMMA = 0.9
LR_A = 0.001
LR_C = 0.01


class Actor(object):
    def __init__(self, sess, n_features, n_actions, lr=0.001):
        self.sess = sess
        self.s = tf.placeholder(tf.float32, [1, n_features], "state")
        self.a = tf.placeholder(tf.int32, None, "act")
        self.td_error = tf.placeholder(tf.float32, None, "td_error")

        with tf.variable_scope('Actor'):
            l1 = tf.layers.dense(self.s, 20, tf.nn.relu, name='l1')
            self.acts_prob = tf.layers.dense(l1, n_actions, activation=tf.nn.softmax, name='acts_prob')

        with tf.variable_scope('exp_v'):
            log_prob = tf.log(self.acts_prob[0, self.a])  #@ unstable nll-of-softmax
            self.exp_v = tf.reduce_mean(log_prob * self.td_error)

        with tf.variable_scope('train'):
            self.train_op = tf.train.AdamOptimizer(lr).minimize(-self.exp_v)

    def learn(self, s, a, td):
        feed = {self.s: s[np.newaxis, :], self.a: a, self.td_error: td}
        _, exp_v = self.sess.run([self.train_op, self.exp_v], feed)
        return exp_v

    def choose_action(self, s):
        probs = self.sess.run(self.acts_prob, {self.s: s[np.newaxis, :]})
        return np.random.choice(np.arange(probs.shape[1]), p=probs.ravel())


class PolicyGradient(object):
    def __init__(self, n_actions, n_features, learning_rate=0.01):
        self.ep_obs, self.ep_as, self.ep_rs = [], [], []
        self.tf_obs = tf.placeholder(tf.float32, [None, n_features])
        self.tf_acts = tf.placeholder(tf.int32, [None, ])
        self.tf_vt = tf.placeholder(tf.float32, [None, ])
        layer = tf.layers.dense(self.tf_obs, 10, tf.nn.tanh)
        all_act = tf.layers.dense(layer, n_actions)
        self.all_act_prob = tf.nn.softmax(all_act, name='act_prob')
        neg_log_prob = tf.nn.sparse_softmax_cross_entropy_with_logits(logits=all_act, labels=self.tf_acts)  #@ stable nll-of-softmax
        self.loss = tf.reduce_mean(neg_log_prob * self.tf_vt)
        self.train_op = tf.train.AdamOptimizer(learning_rate).minimize(self.loss)
        self.old = self._old_loss(n_actions)
        self.kl = self._kl(tf.nn.softmax(tf.layers.dense(layer, n_actions)))

    def _old_loss(self, n_actions):
        picked = tf.reduce_sum(self.all_act_prob * tf.one_hot(self.tf_acts, n_actions), axis=1)
        return -tf.reduce_mean(tf.log(picked) * self.tf_vt)  #@ unstable nll-of-softmax across

    def _kl(self, q):
        p = self.all_act_prob
        return tf.reduce_sum(p * tf.log(p / q), 1)  #@ unstable log-of-softmax across

    def discount(self):
        out = np.zeros_like(self.ep_rs, dtype=np.float32)
        running = 0
        for t in reversed(range(len(self.ep_rs))):
            running = running * GAMMA + self.ep_rs[t]
            out[t] = running
        return (out - out.mean()) / (out.std() + 1e-8)


class Critic(object):
    def __init__(self, sess, n_features, lr=0.01):
        self.sess = sess
        self.s = tf.placeholder(tf.float32, [1, n_features])
        self.v_ = tf.placeholder(tf.float32, [1, 1])
        self.r = tf.placeholder(tf.float32, None)
        l1 = tf.layers.dense(self.s, 20, tf.nn.relu)
        self.v = tf.layers.dense(l1, 1)
        self.td = self.r + GAMMA * self.v_ - self.v
        self.loss = tf.square(self.td)
        self.train_op = tf.train.AdamOptimizer(lr).minimize(self.loss)

    def learn(self, s, r, s_):
        v_ = self.sess.run(self.v, {self.s: s_[np.newaxis, :]})
        td, _ = self.sess.run([self.td, self.train_op], {self.s: s[np.newaxis, :], self.v_: v_, self.r: r})
        return td


if __name__ == '__main__':
    env = gym.make('CartPole-v0').unwrapped
    sess = tf.Session()
    actor = Actor(sess, 4, env.action_space.n, LR_A)
    critic = Critic(sess, 4, LR_C)
    sess.run(tf.global_variables_initializer())
    for i in range(3000):
        s = env.reset()
        t, track = 0, []
        while True:
            a = actor.choose_action(s)
            s_, r, done, _ = env.step(a)
            if done:
                r = -20
            track.append(r)
            actor.learn(s, a, critic.learn(s, r, s_))
            s = s_
            t += 1
            if done or t >= 1000:
                print("episode:", i, "  reward:", int(sum(track)))
                break
