/* The few names of a browser or of Node that ECharts looks for, for a bare ES5 engine. Loaded before it. */
var globalThis = this, self = this;
var console = { log: function () {} };
console.warn = console.error = console.info = console.debug = console.log;

/* Nothing waits here: a figure is drawn at once, so what ECharts puts off for an animation is not needed. */
function setTimeout() { return 0; }
function clearTimeout() {}
function setInterval() { return 0; }
function clearInterval() {}
