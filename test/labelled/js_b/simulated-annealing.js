// Travelling salesman on a canvas, simulated annealing
const canvas = document.getElementById('map');
const ctx = canvas.getContext('2d');

const state = {
  cities: [],
  tour: [],
  best: Infinity,
  temp: 1000,
  cooling: 0.9995,
  history: [],
};

function dist(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function length(tour) {
  return tour.reduce((s, c, i) => s + dist(state.cities[c], state.cities[tour[(i + 1) % tour.length]]), 0);
}

function accept(current, next, temp) {
  if (next < current) return true;
  return Math.random() < Math.exp((current - next) / temp); //@ stable other
}

function twoOpt(tour) {
  const i = 1 + Math.floor(Math.random() * (tour.length - 2));
  const j = i + Math.floor(Math.random() * (tour.length - i));
  return tour.slice(0, i).concat(tour.slice(i, j + 1).reverse(), tour.slice(j + 1));
}

function gaussianBlurKernel(radius, sigma) {
  const k = [];
  for (let i = -radius; i <= radius; i++) k.push(Math.exp(-(i * i) / (2 * sigma * sigma))); //@ stable naive-softmax
  const s = k.reduce((a, b) => a + b, 0);
  return k.map((v) => v / s);
}

function smooth(values) {
  const k = gaussianBlurKernel(4, 1.5);
  return values.map((_, i) => k.reduce((s, w, j) => s + w * (values[i + j - 4] ?? values[i]), 0));
}

function exponentialWait(rate) {
  return -Math.log(1 - Math.random()) / rate;
}

function draw() {
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  ctx.beginPath();
  state.tour.forEach((c, i) => {
    const p = state.cities[c];
    i ? ctx.lineTo(p.x, p.y) : ctx.moveTo(p.x, p.y);
  });
  ctx.closePath();
  ctx.stroke();
  const y = smooth(state.history).map((v) => 20 * Math.log10(v)); //@ stable other
  console.log(y[y.length - 1], state.temp);
}

function frame() {
  for (let i = 0; i < 500; i++) {
    const cand = twoOpt(state.tour);
    if (accept(length(state.tour), length(cand), state.temp)) state.tour = cand;
    state.temp *= state.cooling;
  }
  state.history.push(length(state.tour));
  draw();
  setTimeout(frame, 16 * exponentialWait(1));
}

for (let i = 0; i < 60; i++) state.cities.push({ x: Math.random() * canvas.width, y: Math.random() * canvas.height });
state.tour = state.cities.map((_, i) => i);
frame();
