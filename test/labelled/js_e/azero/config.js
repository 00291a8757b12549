module.exports = {
  simulations: 200,
  cpuct: 1.5,
  dirichletAlpha: 0.3,
  noiseFrac: 0.25,
  temperatureMoves: 12,
  // after the opening we play the strongest move
  temperature: (ply) => (ply < 12 ? 1.0 : 0),
  evalTemperature: 0.1,
  games: 25,
};
