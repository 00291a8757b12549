'use strict';
const express = require('express');
const { ChurnModel } = require('../lib/model');
const { softplus } = require('../lib/numeric');
const log = require('pino')({ name: 'score' });

const router = express.Router();
const model = new ChurnModel(process.env.MODEL_FILE || './model.json');

// deviance residual for one observation
function deviance(customer, churned) {
  const eta = model.linear(customer);
  return 2 * (softplus(eta) - (churned ? eta : 0));
}

function logOdds(customer) {
  const p = model.predict(customer);
  return Math.log(p / (1 - p)); //@ unstable log-of-sigmoid across
}

router.post('/score', (req, res) => {
  const { customer } = req.body;
  if (!customer) return res.status(400).json({ error: 'customer missing' });
  const p = model.predict(customer);
  log.info({ id: customer.id, p }, 'scored'); //@ stable other
  return res.json({ version: model.version, probability: p, logOdds: logOdds(customer) });
});

router.post('/deviance', (req, res) => {
  const rows = req.body.rows || [];
  const d = rows.map((r) => deviance(r.customer, r.churned));
  res.json({ mean: d.reduce((a, b) => a + b, 0) / Math.max(d.length, 1) });
});

router.post('/offers', (req, res) => {
  const { customer, offers } = req.body;
  const fn = req.query.legacy ? 'rankOffersLegacy' : 'rankOffers';
  res.json(model[fn](customer, offers));
});

router.get('/latency', (req, res) => {
  const bucket = Math.floor(Math.log2(1 + Number(req.query.ms || 0))); //@ stable other
  res.json({ bucket });
});

module.exports = router;
