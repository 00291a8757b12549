'use strict';
const fs = require('fs');
const { logistic, invLogit, shares, normalizeScores } = require('./numeric');

class ChurnModel {
  constructor(file) {
    const raw = JSON.parse(fs.readFileSync(file, 'utf8'));
    this.version = raw.version;
    this.coef = raw.coefficients;
    this.intercept = raw.intercept;
    this.means = raw.means || {};
    this.stds = raw.stds || {};
  }

  features(customer) {
    return {
      tenure: Math.log1p(customer.tenureDays), //@ stable other
      spend: Math.log(Math.max(customer.monthlySpend, 1)), //@ stable other
      tickets: customer.tickets90d,
      recency: Math.exp(-customer.daysSinceLogin / 30), //@ stable other
    };
  }

  linear(customer) {
    const f = this.features(customer);
    return Object.keys(this.coef).reduce((acc, k) => {
      const x = (f[k] - (this.means[k] || 0)) / (this.stds[k] || 1);
      return acc + this.coef[k] * x;
    }, this.intercept);
  }

  predict(customer) {
    return logistic(this.linear(customer));
  }

  /** weighted log loss over a labelled batch, for the monitoring job */
  logLoss(batch) {
    let total = 0;
    for (const { customer, churned, weight = 1 } of batch) {
      const p = this.predict(customer);
      total -= weight * (churned ? Math.log(p) : Math.log(1 - p)); //@ unstable bce-after-sigmoid across
    }
    return total / batch.length;
  }

  logLossClipped(batch, eps = 1e-15) {
    return batch.reduce((acc, { customer, churned }) => {
      const p = Math.min(1 - eps, Math.max(eps, invLogit(this.linear(customer))));
      return acc - (churned ? Math.log(p) : Math.log(1 - p)); //@ unstable log-eps-hack across
    }, 0) / batch.length;
  }

  rankOffers(customer, offers) {
    const utilities = offers.map((o) => o.base + o.weight * this.linear(customer));
    const p = shares(utilities);
    return offers.map((o, i) => ({ id: o.id, share: p[i] })).sort((a, b) => b.share - a.share);
  }

  rankOffersLegacy(customer, offers) {
    const utilities = offers.map((o) => o.base + o.weight * this.linear(customer));
    const p = normalizeScores(utilities);
    return offers.map((o, i) => ({ id: o.id, share: p[i] }));
  }
}

module.exports = { ChurnModel };
