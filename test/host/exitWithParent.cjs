'use strict';
/* global process, setInterval */
// Loaded into the server and, as it passes its own options on, into its extension hosts: when the launcher is killed
// outright and cannot tidy up, none of them stays behind. Milliseconds between two looks.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 1000).unref();
