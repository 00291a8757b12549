// Homework 3: neural network from scratch (no libraries)
// XOR + iris, one hidden layer

function randomMatrix(rows, cols) {
  let m = [];
  for (let i = 0; i < rows; i++) {
    let row = [];
    for (let j = 0; j < cols; j++) {
      row.push(Math.random() * 2 - 1);
    }
    m.push(row);
  }
  return m;
}

class NeuralNetwork {
  constructor(inputNodes, hiddenNodes, outputNodes, activation) {
    this.inputNodes = inputNodes;
    this.hiddenNodes = hiddenNodes;
    this.outputNodes = outputNodes;
    this.weightsIH = randomMatrix(hiddenNodes, inputNodes);
    this.weightsHO = randomMatrix(outputNodes, hiddenNodes);
    this.biasH = new Array(hiddenNodes).fill(0);
    this.biasO = new Array(outputNodes).fill(0);
    this.learningRate = 0.1;
    this.activation = activation || 'sigmoid';
    this.lastOutput = null;
  }

  activate(x) {
    if (this.activation === 'tanh') {
      return Math.tanh(x);
    }
    if (this.activation === 'relu') {
      return x > 0 ? x : 0;
    }
    return Math.exp(x) / (Math.exp(x) + 1); //@ unstable naive-sigmoid
  }

  derivative(y) {
    if (this.activation === 'tanh') return 1 - y * y;
    if (this.activation === 'relu') return y > 0 ? 1 : 0;
    return y * (1 - y);
  }

  feedForward(input) {
    this.hidden = [];
    for (let i = 0; i < this.hiddenNodes; i++) {
      let sum = this.biasH[i];
      for (let j = 0; j < this.inputNodes; j++) {
        sum += this.weightsIH[i][j] * input[j];
      }
      this.hidden.push(this.activate(sum));
    }
    let out = [];
    for (let i = 0; i < this.outputNodes; i++) {
      let sum = this.biasO[i];
      for (let j = 0; j < this.hiddenNodes; j++) {
        sum += this.weightsHO[i][j] * this.hidden[j];
      }
      out.push(sum);
    }
    // softmax on the output layer
    let total = 0;
    for (let i = 0; i < out.length; i++) {
      out[i] = Math.exp(out[i]); //@ unstable naive-softmax
      total += out[i];
    }
    for (let i = 0; i < out.length; i++) {
      out[i] = out[i] / total;
    }
    this.lastOutput = out;
    return out;
  }

  loss(target) {
    let l = 0;
    for (let i = 0; i < target.length; i++) {
      l += -target[i] * Math.log(this.lastOutput[i]); //@ unstable nll-of-softmax across
    }
    return l;
  }

  train(input, target) {
    let output = this.feedForward(input);
    let outErr = output.map((o, i) => o - target[i]);
    let hiddenErr = [];
    for (let j = 0; j < this.hiddenNodes; j++) {
      let e = 0;
      for (let i = 0; i < this.outputNodes; i++) e += this.weightsHO[i][j] * outErr[i];
      hiddenErr.push(e * this.derivative(this.hidden[j]));
    }
    for (let i = 0; i < this.outputNodes; i++) {
      for (let j = 0; j < this.hiddenNodes; j++) {
        this.weightsHO[i][j] -= this.learningRate * outErr[i] * this.hidden[j];
      }
      this.biasO[i] -= this.learningRate * outErr[i];
    }
    for (let i = 0; i < this.hiddenNodes; i++) {
      for (let j = 0; j < this.inputNodes; j++) {
        this.weightsIH[i][j] -= this.learningRate * hiddenErr[i] * input[j];
      }
      this.biasH[i] -= this.learningRate * hiddenErr[i];
    }
  }
}

let data = [
  { x: [0, 0], y: [1, 0] },
  { x: [0, 1], y: [0, 1] },
  { x: [1, 0], y: [0, 1] },
  { x: [1, 1], y: [1, 0] },
];

let nn = new NeuralNetwork(2, 8, 2, 'sigmoid');
for (let epoch = 0; epoch < 20000; epoch++) {
  let d = data[Math.floor(Math.random() * data.length)];
  nn.train(d.x, d.y);
  if (epoch % 2000 === 0) {
    console.log('epoch ' + epoch + ' loss ' + nn.loss(d.y));
    // decay the learning rate a little
    nn.learningRate = 0.1 * Math.exp(-epoch / 20000);
  }
}
data.forEach((d) => console.log(d.x, nn.feedForward(d.x).map((v) => v.toFixed(3))));
