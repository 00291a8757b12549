// scalar autograd engine
type BackFn = () => void;

export class Value {
  grad = 0;
  private back: BackFn = () => {};

  constructor(public data: number, private prev: Value[] = [], public op = '') {}

  add(o: Value | number): Value {
    const other = o instanceof Value ? o : new Value(o);
    const out = new Value(this.data + other.data, [this, other], '+');
    out.back = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  mul(o: Value | number): Value {
    const other = o instanceof Value ? o : new Value(o);
    const out = new Value(this.data * other.data, [this, other], '*');
    out.back = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  pow(k: number): Value {
    const out = new Value(this.data ** k, [this], `^${k}`);
    out.back = () => {
      this.grad += k * this.data ** (k - 1) * out.grad;
    };
    return out;
  }

  exp(): Value {
    const out = new Value(Math.exp(this.data), [this], 'exp');
    out.back = () => {
      this.grad += out.data * out.grad;
    };
    return out;
  }

  log(): Value {
    const out = new Value(Math.log(this.data), [this], 'log');
    out.back = () => {
      this.grad += out.grad / this.data;
    };
    return out;
  }

  neg(): Value {
    return this.mul(-1);
  }

  sub(o: Value | number): Value {
    return this.add(o instanceof Value ? o.neg() : -o);
  }

  div(o: Value): Value {
    return this.mul(o.pow(-1));
  }

  tanh(): Value {
    const t = Math.tanh(this.data);
    const out = new Value(t, [this], 'tanh');
    out.back = () => {
      this.grad += (1 - t * t) * out.grad;
    };
    return out;
  }

  backward(): void {
    const topo: Value[] = [];
    const seen = new Set<Value>();
    const visit = (v: Value) => {
      if (seen.has(v)) return;
      seen.add(v);
      v.prev.forEach(visit);
      topo.push(v);
    };
    visit(this);
    this.grad = 1;
    for (const v of topo.reverse()) v.back();
  }
}

const sum = (vs: Value[]) => vs.reduce((a, b) => a.add(b), new Value(0));

export function probabilities(logits: Value[]): Value[] {
  const counts = logits.map((l) => l.exp()); //@ unstable naive-softmax
  const total = sum(counts);
  return counts.map((c) => c.div(total));
}

export function negLogLik(logits: Value[], y: number): Value {
  return probabilities(logits)[y].log().neg(); //@ unstable nll-of-softmax across
}

export function crossEntropy(logits: Value[], y: number): Value {
  const m = Math.max(...logits.map((l) => l.data));
  const lse = sum(logits.map((l) => l.sub(m).exp())).log().add(m); //@ stable naive-logsumexp
  return lse.sub(logits[y]);
}

export function attnOverTanh(q: Value[], bound = 4): Value[] {
  const e = q.map((v) => v.tanh().mul(bound).exp()); //@ stable naive-softmax
  const z = sum(e);
  return e.map((v) => v.div(z));
}

export function softplus(v: Value): Value {
  return v.exp().add(1).log(); //@ unstable naive-softplus
}
