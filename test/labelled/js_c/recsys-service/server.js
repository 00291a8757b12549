'use strict';

const express = require('express');
const fs = require('fs');
const BPR = require('./lib/bpr');
const { Ranker } = require('./lib/ranker');

const app = express();
app.use(express.json());

const catalog = JSON.parse(fs.readFileSync('./data/items.json', 'utf8'));
const interactions = JSON.parse(fs.readFileSync('./data/clicks.json', 'utf8'));
const nUsers = Math.max(...interactions.map(([u]) => u)) + 1;

const model = new BPR(nUsers, catalog.length).fit(interactions, 20);
const ranker = new Ranker(model, catalog);
const logger = { log: (...args) => console.log(new Date().toISOString(), ...args) };

app.get('/recommend/:user', (req, res) => {
  const user = Number(req.params.user);
  if (!Number.isInteger(user) || user < 0 || user >= nUsers) {
    return res.status(404).json({ error: 'unknown user' });
  }
  const n = Math.min(50, Number(req.query.n) || 10);
  const items = req.query.explore ? ranker.explore(user, n) : ranker.top(user, n);
  logger.log('recommend', user, items.length); //@ stable other
  return res.json({ user, items });
});

app.post('/metrics', (req, res) => {
  const loss = ranker.logLoss(req.body.events);
  res.json({ loss, normalized: loss / Math.log(2) });
});

app.get('/health', (_req, res) => res.send('ok'));

const port = process.env.PORT || 3000;
app.listen(port, () => logger.log(`listening on ${port}`));
