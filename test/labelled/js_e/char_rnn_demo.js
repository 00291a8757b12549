/* character level rnn demo page */
var R = window.R;
var sample_softmax_temperature = 1.0;
var max_chars_gen = 200;
var letterToIndex = {}, indexToLetter = {};
var model = {}, solver = new R.Solver();
var epoch_size = -1, tick_iter = 0;
var logprob;

var forwardIndex = function(G, model, ix, prev) {
  var x = G.rowPluck(model['Wil'], ix);
  return R.forwardLSTM(G, model, hidden_sizes, x, prev);
};
var hidden_sizes = [40, 40];

function softmaxMat(m) {
  var out = new R.Mat(m.n, m.d);
  var maxval = -999999;
  for (var i = 0, n = m.w.length; i < n; i++) {
    if (m.w[i] > maxval) maxval = m.w[i];
  }
  var s = 0.0;
  for (i = 0; i < n; i++) {
    out.w[i] = Math.exp(m.w[i] - maxval); //@ stable naive-softmax
    s += out.w[i];
  }
  for (i = 0; i < n; i++) out.w[i] /= s;
  return out;
}

var predictSentence = function(model, samplei, temperature) {
  if (typeof samplei === 'undefined') samplei = false;
  if (typeof temperature === 'undefined') temperature = 1.0;
  var G = new R.Graph(false);
  var s = '', prev = {};
  while (true) {
    var ix = s.length === 0 ? 0 : letterToIndex[s[s.length - 1]];
    var lh = forwardIndex(G, model, ix, prev);
    prev = lh;
    logprob = lh.o;
    if (temperature !== 1.0 && samplei) {
      for (var q = 0, nq = logprob.w.length; q < nq; q++) {
        logprob.w[q] /= temperature; //@ unstable zero-temperature across
      }
    }
    var probs = softmaxMat(logprob);
    ix = samplei ? R.samplei(probs.w) : R.maxi(probs.w);
    if (ix === 0) break;
    if (s.length > max_chars_gen) break;
    s += indexToLetter[ix];
  }
  return s;
};

var costfun = function(model, sent) {
  var n = sent.length;
  var G = new R.Graph();
  var log2ppl = 0.0, cost = 0.0, prev = {};
  for (var i = -1; i < n; i++) {
    var ix_source = i === -1 ? 0 : letterToIndex[sent[i]];
    var ix_target = i === n - 1 ? 0 : letterToIndex[sent[i + 1]];
    var lh = forwardIndex(G, model, ix_source, prev);
    prev = lh;
    var probs = softmaxMat(lh.o);
    log2ppl += -Math.log2(probs.w[ix_target]); //@ unstable nll-of-softmax across
    cost += -Math.log(probs.w[ix_target]); //@ unstable nll-of-softmax across
    lh.o.dw = probs.w;
    lh.o.dw[ix_target] -= 1;
  }
  var ppl = Math.pow(2, log2ppl / (n - 1));
  return { G: G, ppl: ppl, cost: cost };
};

$(function() {
  $('#temp_slider').slider({
    min: 0,
    max: 3.0,
    step: 0.05,
    value: 1.0,
    slide: function(event, ui) {
      sample_softmax_temperature = ui.value;
      $('#temperature_text').text(sample_softmax_temperature.toFixed(2));
    }
  });
  setInterval(function tick() {
    tick_iter += 1;
    if (tick_iter % 50 === 0) {
      $('#samples').html('');
      for (var q = 0; q < 5; q++) {
        var pred = predictSentence(model, true, sample_softmax_temperature);
        $('#samples').append('<div class="apred">' + pred + '</div>');
      }
      $('#argmax').html(predictSentence(model, false));
    }
  }, 0);
});
