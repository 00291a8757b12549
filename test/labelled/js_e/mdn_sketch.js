/* sketch-rnn like mixture density sampling for p5.js */
var NMIX = 20;

var SketchModel = function (weights, info) {
  this.weights = weights;
  this.scale = info.scale_factor;
  this.temp = 0.65;
};

function randn(mean, std) {
  var u = 1 - Math.random(), v = Math.random();
  return mean + std * Math.sqrt(-2.0 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

SketchModel.prototype.setTemperature = function (t) {
  this.temp = Math.max(t, 0.01);
};

// z: raw vector from the output layer
SketchModel.prototype.getPdf = function (z, temperature) {
  var temp = temperature === undefined ? this.temp : temperature;
  var pen = softmax(z.slice(0, 3));
  var pi = [], mu1 = [], mu2 = [], s1 = [], s2 = [], corr = [];
  for (var i = 0; i < NMIX; i++) {
    pi.push(z[3 + i] / Math.max(temp, 0.01)); //@ stable zero-temperature
    mu1.push(z[3 + NMIX + i]);
    mu2.push(z[3 + 2 * NMIX + i]);
    s1.push(Math.exp(z[3 + 3 * NMIX + i])); //@ stable other
    s2.push(Math.exp(z[3 + 4 * NMIX + i]));
    corr.push(Math.tanh(z[3 + 5 * NMIX + i]));
  }
  return { pi: softmax(pi), mu1: mu1, mu2: mu2, s1: s1, s2: s2, corr: corr, pen: pen };
};

function softmax(a) {
  var m = -Infinity, i;
  for (i = 0; i < a.length; i++) m = Math.max(m, a[i]);
  var out = [], s = 0;
  for (i = 0; i < a.length; i++) { out.push(Math.exp(a[i] - m)); s += out[i]; } //@ stable naive-softmax
  for (i = 0; i < a.length; i++) out[i] /= s;
  return out;
}

function sampleIdx(p) {
  var x = Math.random(), acc = 0;
  for (var i = 0; i < p.length; i++) {
    acc += p[i];
    if (x < acc) return i;
  }
  return p.length - 1;
}

SketchModel.prototype.sample = function (z, temperature) {
  var pdf = this.getPdf(z, temperature);
  var k = sampleIdx(pdf.pi);
  var t = Math.sqrt(temperature || this.temp);
  var e1 = randn(0, 1), e2 = randn(0, 1);
  var dx = pdf.mu1[k] + pdf.s1[k] * t * e1;
  var dy = pdf.mu2[k] + pdf.s2[k] * t * (pdf.corr[k] * e1 + Math.sqrt(1 - pdf.corr[k] * pdf.corr[k]) * e2);
  var p = sampleIdx(pdf.pen);
  return [dx * this.scale, dy * this.scale, p === 0 ? 1 : 0, p === 1 ? 1 : 0, p === 2 ? 1 : 0];
};

// score of a stroke under the mixture, for the "how good is your drawing" mode
SketchModel.prototype.strokeLogLik = function (z, dx, dy) {
  var pdf = this.getPdf(z, 1);
  var total = 0;
  for (var i = 0; i < NMIX; i++) {
    var zx = (dx - pdf.mu1[i]) / pdf.s1[i];
    var zy = (dy - pdf.mu2[i]) / pdf.s2[i];
    var r = pdf.corr[i];
    var q = zx * zx + zy * zy - 2 * r * zx * zy;
    var logn = -q / (2 * (1 - r * r)) - Math.log(2 * Math.PI * pdf.s1[i] * pdf.s2[i] * Math.sqrt(1 - r * r));
    total += Math.exp(Math.log(pdf.pi[i]) + logn);
  }
  return Math.log(total); //@ unstable naive-logsumexp
};

SketchModel.prototype.penLoss = function (z, pen) {
  var p = softmax(z.slice(0, 3));
  return -(pen[0] * Math.log(p[0]) + pen[1] * Math.log(p[1]) + pen[2] * Math.log(p[2])); //@ unstable nll-of-softmax
};

if (typeof module !== 'undefined') module.exports = SketchModel;
