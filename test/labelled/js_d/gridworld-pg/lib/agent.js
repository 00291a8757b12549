'use strict';

var net = require('./net');

function PolicyAgent(opts) {
  this.gamma = opts.gamma || 0.99;
  this.lr = opts.lr || 0.01;
  this.beta = opts.beta || 0.01;
  this.tau = opts.tau || 1.0;
  this.l1 = new net.Dense(opts.nStates, opts.hidden || 32);
  this.l2 = new net.Dense(opts.hidden || 32, opts.nActions);
  this.sm = new net.SoftmaxLayer();
  this.traj = [];
}

PolicyAgent.prototype.policy = function (s) {
  var h = this.l1.forward(s);
  this.mask = h.map(function (v) { return v > 0 ? 1 : 0; });
  h = h.map(function (v) { return v > 0 ? v : 0; });
  var z = this.l2.forward(h);
  var tau = this.tau;
  return this.sm.forward(z.map(function (v) { return v / tau; })); //@ unstable zero-temperature across
};

PolicyAgent.prototype.act = function (s) {
  var p = this.policy(s), r = Math.random(), c = 0;
  for (var a = 0; a < p.length; a++) {
    c += p[a];
    if (r < c) break;
  }
  a = Math.min(a, p.length - 1);
  this.traj.push({ s: s, a: a, p: p, r: 0 });
  return a;
};

PolicyAgent.prototype.reward = function (r) {
  this.traj[this.traj.length - 1].r = r;
};

PolicyAgent.prototype.entropy = function (p) {
  var h = 0;
  for (var i = 0; i < p.length; i++) h -= p[i] * Math.log(p[i] + 1e-8); //@ unstable log-eps-hack across
  return h;
};

PolicyAgent.prototype.finishEpisode = function () {
  var G = 0, returns = [], i;
  for (i = this.traj.length - 1; i >= 0; i--) {
    G = this.traj[i].r + this.gamma * G;
    returns.unshift(G);
  }
  var mean = returns.reduce(function (a, b) { return a + b; }, 0) / returns.length;
  var loss = 0, ent = 0;
  for (i = 0; i < this.traj.length; i++) {
    var t = this.traj[i];
    var adv = returns[i] - mean;
    loss += -Math.log(t.p[t.a]) * adv; //@ unstable nll-of-softmax across
    ent += this.entropy(t.p);
    this.policy(t.s);
    this.sm.backward(t.a);
    var dz = this.sm.dx.map(function (g) { return g * adv; });
    var dh = this.l2.backward(dz);
    var m = this.mask;
    this.l1.backward(dh.map(function (g, k) { return g * m[k]; }));
  }
  this.l1.step(this.lr);
  this.l2.step(this.lr);
  this.traj = [];
  return { loss: loss / returns.length, entropy: ent / returns.length, G: G };
};

module.exports = PolicyAgent;
