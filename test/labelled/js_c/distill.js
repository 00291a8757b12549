const tf = require('@tensorflow/tfjs-node');
const yargs = require('yargs');

const args = yargs
  .option('T', { type: 'number', default: 4 })
  .option('alpha', { type: 'number', default: 0.7 })
  .option('epochs', { type: 'number', default: 5 })
  .option('mode', { choices: ['kl', 'manual', 'labels'], default: 'kl' }).argv;

function teacherNet(dim, classes) {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 512, activation: 'relu', inputShape: [dim] }),
      tf.layers.dense({ units: 512, activation: 'relu' }),
      tf.layers.dense({ units: classes }),
    ],
  });
}

function studentNet(dim, classes) {
  const m = tf.sequential();
  m.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [dim] }));
  m.add(tf.layers.dense({ units: classes }));
  return m;
}

function klDistill(student, teacher, T) {
  const pt = tf.softmax(teacher.div(T));
  const logPt = tf.logSoftmax(teacher.div(T)); //@ stable log-of-softmax
  const logPs = tf.logSoftmax(student.div(T)); //@ stable log-of-softmax
  return pt.mul(logPt.sub(logPs)).sum(1).mean().mul(T * T);
}

function manualDistill(student, teacher, T) {
  const soft = (x) => {
    const e = x.div(T).exp(); //@ unstable naive-softmax
    return e.div(e.sum(-1, true));
  };
  const pt = soft(teacher);
  const ps = soft(student);
  return pt.mul(ps.log()).sum(1).neg().mean(); //@ unstable nll-of-softmax
}

function jsDivergence(a, b) {
  const p = a.softmax();
  const q = b.softmax();
  const m = p.add(q).div(2);
  const kl = (x, y) => x.mul(x.log().sub(y.log())).sum(-1); //@ unstable log-of-softmax
  return kl(p, m).add(kl(q, m)).div(2).mean();
}

function shiftedSoftmax(x) {
  const max = x.max(-1, true);
  const e = x.sub(max).exp();
  return e.div(e.sum(-1, true)); //@ stable naive-softmax
}

function globalSoftmax(x) {
  const e = x.sub(x.max()).exp(); //@ unstable wrong-shift
  return e.div(e.sum(1, true));
}

function hardLabelLoss(labels, student) {
  const probs = tf.softmax(student);
  return tf.losses.softmaxCrossEntropy(labels, probs); //@ unstable softmax-before-ce
}

function ensemble(members, x) {
  return tf.tidy(() => tf.stack(members.map((m) => shiftedSoftmax(m.predict(x)))).mean(0));
}

async function main() {
  const x = tf.randomNormal([1024, 20]);
  const labels = tf.oneHot(x.slice([0, 0], [-1, 5]).argMax(1), 5).toFloat();
  const teacher = teacherNet(20, 5);
  const student = studentNet(20, 5);
  const opt = tf.train.adam(1e-3);
  for (let e = 0; e < args.epochs; e++) {
    const loss = opt.minimize(() => {
      const s = student.apply(x);
      const t = teacher.predict(x);
      const hard = args.mode === 'labels' ? hardLabelLoss(labels, s) : tf.losses.softmaxCrossEntropy(labels, s);
      const soft = args.mode === 'manual' ? manualDistill(s, t, args.T) : klDistill(s, t, args.T);
      return hard.mul(1 - args.alpha).add(soft.mul(args.alpha));
    }, true);
    const js = tf.tidy(() => jsDivergence(student.predict(x), teacher.predict(x)).dataSync()[0]);
    console.log(`epoch ${e} loss ${loss.dataSync()[0].toFixed(4)} js ${js.toFixed(4)}`);
  }
  ensemble([teacher, student], x).mean(0).print();
  globalSoftmax(student.predict(x)).mean(0).print();
}

main();
