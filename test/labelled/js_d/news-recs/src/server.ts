import express from 'express';
import { GradientBandit, UCB1, type Bandit } from './bandits';
import { clickLoss, retrievalLoss, type Click } from './losses';
import { dot, Tower, trainConfig, type Vec } from './towers';

interface Article {
  id: number;
  title: string;
  publishedAt: number;
  clicks: number;
}

const app = express();
app.use(express.json());

const userTower = new Tower(10_000, trainConfig.dim);
const itemTower = new Tower(5_000, trainConfig.dim);
const articles = new Map<number, Article>();
const bandits: Record<string, Bandit> = { top: new UCB1(5), side: new GradientBandit(3) };
const clicks: Click[] = [];

function freshness(a: Article, now: number): number {
  const ageHours = (now - a.publishedAt) / 3.6e6;
  return Math.exp(-ageHours / 24); //@ stable other
}

function popularity(a: Article): number {
  return Math.log1p(a.clicks); //@ stable naive-softplus
}

app.get('/rank/:user', (req, res) => {
  const history = String(req.query.h ?? '').split(',').filter(Boolean).map(Number);
  const u = userTower.encode(history);
  const now = Date.now();
  const scored = [...articles.values()].map((a) => ({
    a,
    score: dot(u, itemTower.encode([a.id])) + 0.3 * freshness(a, now) + 0.1 * popularity(a),
  }));
  scored.sort((x, y) => y.score - x.score);
  const shown = scored.slice(0, 20);

  // what we show in the debug panel
  const best = shown.length ? shown[0].score : 0;
  const ws = shown.map((s) => Math.exp(s.score - best)); //@ stable naive-softmax
  const z = ws.reduce((p, c) => p + c, 0);
  res.json(shown.map((s, i) => ({ id: s.a.id, title: s.a.title, share: ws[i] / z })));
});

app.post('/click', (req, res) => {
  const { score, clicked, slot, arm } = req.body;
  clicks.push({ score, label: clicked ? 1 : 0 });
  bandits[slot]?.update(arm, clicked ? 1 : 0);
  if (clicks.length % 1000 === 0) {
    console.log(`[ctr] logloss=${clickLoss(clicks.slice(-1000)).toFixed(4)}`);
  }
  res.sendStatus(204);
});

app.post('/train/eval', (req, res) => {
  const pairs: { history: number[]; item: number }[] = req.body.pairs;
  const U: Vec[] = pairs.map((p) => userTower.encode(p.history));
  const V: Vec[] = pairs.map((p) => itemTower.encode([p.item]));
  const loss = retrievalLoss(U, V);
  const auc = pairs.length ? U.filter((u, i) => dot(u, V[i]) > dot(u, V[(i + 1) % V.length])).length / U.length : 0;
  res.json({ loss, auc });
});

app.listen(Number(process.env.PORT ?? 3000), () => console.log('ready'));
