(function(global) {
  "use strict";
  var Vol = global.Vol;

  // fully connected layer
  var FullyConnLayer = function(opt) {
    opt = opt || {};
    this.out_depth = opt.num_neurons;
    this.num_inputs = opt.in_sx * opt.in_sy * opt.in_depth;
    this.filters = [];
    for (var i = 0; i < this.out_depth; i++) {
      this.filters.push(new Vol(1, 1, this.num_inputs));
    }
    this.biases = new Vol(1, 1, this.out_depth, opt.bias_pref || 0.0);
    this.layer_type = 'fc';
  };
  FullyConnLayer.prototype.forward = function(V) {
    this.in_act = V;
    var A = new Vol(1, 1, this.out_depth, 0.0);
    for (var i = 0; i < this.out_depth; i++) {
      var a = 0.0, wi = this.filters[i].w;
      for (var d = 0; d < this.num_inputs; d++) a += V.w[d] * wi[d];
      A.w[i] = a + this.biases.w[i];
    }
    this.out_act = A;
    return A;
  };

  // classification head, probabilities for N classes
  var SoftmaxLayer = function(opt) {
    this.num_inputs = opt.in_sx * opt.in_sy * opt.in_depth;
    this.out_depth = this.num_inputs;
    this.layer_type = 'softmax';
  };
  SoftmaxLayer.prototype = {
    forward: function(V) {
      this.in_act = V;
      var A = new Vol(1, 1, this.out_depth, 0.0);
      var as = V.w;
      var amax = V.w[0];
      for (var i = 1; i < this.out_depth; i++) {
        if (as[i] > amax) amax = as[i];
      }
      var es = new Float64Array(this.out_depth);
      var esum = 0.0;
      for (i = 0; i < this.out_depth; i++) {
        var e = Math.exp(as[i] - amax); //@ stable naive-softmax
        esum += e;
        es[i] = e;
      }
      for (i = 0; i < this.out_depth; i++) {
        es[i] /= esum;
        A.w[i] = es[i];
      }
      this.es = es;
      this.out_act = A;
      return A;
    },
    backward: function(y) {
      var x = this.in_act;
      for (var i = 0; i < this.out_depth; i++) {
        var indicator = i === y ? 1.0 : 0.0;
        x.dw[i] = -(indicator - this.es[i]);
      }
      return -Math.log(this.es[y]); //@ unstable nll-of-softmax across
    }
  };

  // regions detector head: same thing but per spatial position
  var SpatialSoftmaxLayer = function(opt) {
    this.sx = opt.in_sx; this.sy = opt.in_sy; this.depth = opt.in_depth;
    this.layer_type = 'spatial_softmax';
  };
  SpatialSoftmaxLayer.prototype.forward = function(V) {
    var A = V.cloneAndZero();
    var amax = 0;
    for (var q = 0; q < V.w.length; q++) { if (V.w[q] > amax) amax = V.w[q]; }
    for (var x = 0; x < this.sx; x++) {
      for (var y = 0; y < this.sy; y++) {
        var s = 0.0, d;
        for (d = 0; d < this.depth; d++) {
          var e = Math.exp(V.get(x, y, d) - amax); //@ unstable wrong-shift
          A.set(x, y, d, e);
          s += e;
        }
        for (d = 0; d < this.depth; d++) A.set(x, y, d, A.get(x, y, d) / s);
      }
    }
    this.out_act = A;
    return A;
  };

  var TanhLayer = function(opt) { this.layer_type = 'tanh'; };
  TanhLayer.prototype.forward = function(V) {
    this.in_act = V;
    var V2 = V.cloneAndZero();
    for (var i = 0; i < V.w.length; i++) {
      var t = Math.exp(2 * V.w[i]);
      V2.w[i] = (t - 1) / (t + 1);
    }
    this.out_act = V2;
    return V2;
  };

  global.FullyConnLayer = FullyConnLayer;
  global.SoftmaxLayer = SoftmaxLayer;
  global.SpatialSoftmaxLayer = SpatialSoftmaxLayer;
  global.TanhLayer = TanhLayer;
})(typeof window !== 'undefined' ? window.convnet = window.convnet || {} : module.exports);
