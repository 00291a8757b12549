// Loss layers, old school prototype style.
(function (global) {
  "use strict";

  var Vol = global.Vol;

  // Softmax layer. Expects the inputs to be class scores.
  var SoftmaxLayer = function (opt) {
    opt = opt || {};
    this.num_inputs = opt.in_sx * opt.in_sy * opt.in_depth;
    this.out_depth = this.num_inputs;
    this.out_sx = 1;
    this.out_sy = 1;
    this.layer_type = "softmax";
  };

  SoftmaxLayer.prototype = {
    forward: function (V, is_training) {
      this.in_act = V;
      var A = new Vol(1, 1, this.out_depth, 0.0);

      // compute max activation
      var as = V.w;
      var amax = V.w[0];
      for (var i = 1; i < this.out_depth; i++) {
        if (as[i] > amax) amax = as[i];
      }

      var es = new Float64Array(this.out_depth);
      var esum = 0.0;
      for (var i = 0; i < this.out_depth; i++) {
        var e = Math.exp(as[i] - amax); //@ stable naive-softmax
        esum += e;
        es[i] = e;
      }
      for (var i = 0; i < this.out_depth; i++) {
        es[i] /= esum; //@ stable naive-softmax
        A.w[i] = es[i];
      }
      this.es = es;
      this.out_act = A;
      return this.out_act;
    },

    backward: function (y) {
      var x = this.in_act;
      x.dw = new Float64Array(x.w.length);
      for (var i = 0; i < this.out_depth; i++) {
        var indicator = i === y ? 1.0 : 0.0;
        x.dw[i] = -(indicator - this.es[i]);
      }
      // loss is the class negative log likelihood
      return -Math.log(this.es[y]); //@ unstable nll-of-softmax across
    },

    getParamsAndGrads: function () {
      return [];
    },
    toJSON: function () {
      return { layer_type: this.layer_type, out_depth: this.out_depth, num_inputs: this.num_inputs };
    },
  };

  var SVMLayer = function (opt) {
    this.num_inputs = opt.in_sx * opt.in_sy * opt.in_depth;
    this.out_depth = this.num_inputs;
    this.layer_type = "svm";
  };

  SVMLayer.prototype = {
    forward: function (V) {
      this.in_act = V;
      return V;
    },
    backward: function (y) {
      var x = this.in_act;
      x.dw = new Float64Array(x.w.length);
      var yscore = x.w[y];
      var loss = 0.0;
      for (var i = 0; i < this.out_depth; i++) {
        if (i === y) continue;
        var ydiff = -yscore + x.w[i] + 1.0;
        if (ydiff > 0) {
          x.dw[i] += 1;
          x.dw[y] -= 1;
          loss += ydiff;
        }
      }
      return loss;
    },
  };

  // maxent over a set of candidate filters, tempered
  function mixWeights(w, beta) {
    var m = 0;
    for (var i = 0; i < w.length; i++) m = w[i] > m ? w[i] : m;
    var out = [];
    var s = 0;
    for (i = 0; i < w.length; i++) {
      out[i] = Math.exp(beta * (w[i] - m)); //@ unstable wrong-shift
      s += out[i];
    }
    for (i = 0; i < w.length; i++) out[i] = out[i] / s;
    return out;
  }

  global.SoftmaxLayer = SoftmaxLayer;
  global.SVMLayer = SVMLayer;
  global.mixWeights = mixWeights;
})(typeof window !== "undefined" ? window : module.exports);
