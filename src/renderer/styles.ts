// The look of an output. Colours are the theme's, with system colours where there is no host; text is always in the theme's
// foreground, so that its contrast is the theme's own. Nothing moves.
const css = `
:host {
  --text: var(--vscode-editor-foreground, CanvasText);
  --muted: var(--vscode-descriptionForeground, CanvasText);
  --back: var(--vscode-notebook-editorBackground, var(--vscode-editor-background, Canvas));
  --value: var(--vscode-charts-blue, #1a7fd4);
  --bad: var(--vscode-charts-red, #d13438);
  --warn: color-mix(in srgb, var(--vscode-charts-orange, #c4620a) 75%, var(--text));
  --good: var(--vscode-charts-green, #2f8a3a);
  --line: var(--vscode-contrastBorder, color-mix(in srgb, var(--text) 22%, transparent));
  --focus: var(--vscode-focusBorder, Highlight);
  display: block;
  color: var(--text);
  font: 13px/1.45 var(--vscode-font-family, system-ui, sans-serif);
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figure { margin: 0; padding: 4px 0 8px; max-width: 1080px; container-type: inline-size; }
p { margin: 0; }
code, pre, .numbers td { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: 12px; }
code { overflow-wrap: anywhere; color: inherit; background: none; }
figcaption { margin-bottom: 14px; }
.result { font-size: 14px; font-weight: 600; overflow-wrap: anywhere; }
.note { margin-top: 2px; color: var(--muted); font-size: 12px; }
.icon { vertical-align: -1px; margin-right: 6px; overflow: visible; flex: none; }
.result .icon { width: 14px; height: 14px; }

.twins { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 268px), 1fr)); gap: 20px 24px; }
.twin { min-width: 0; }
h4 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 10px; margin: 0 0 8px; font-size: 13px; font-weight: 600; }
h4 code { font-weight: 400; color: var(--muted); }
.chart { display: block; overflow: visible; }
.chart text { fill: var(--text); font-size: 11px; font-family: var(--vscode-font-family, system-ui, sans-serif); font-variant-numeric: tabular-nums; }
.chart .title { fill: var(--muted); }
.chart .label { paint-order: stroke; stroke: var(--back); stroke-width: 3px; stroke-linejoin: round; }
.chart .nan-label { font-weight: 600; stroke-width: 6px; }
.grid { stroke: color-mix(in srgb, var(--text) 14%, transparent); fill: none; shape-rendering: crispEdges; }
.base { stroke: color-mix(in srgb, var(--text) 55%, transparent); fill: none; shape-rendering: crispEdges; }
.value { fill: var(--value); }
.value.area { fill-opacity: 0.25; }
.nan-column { fill: var(--bad); fill-opacity: 0.1; }
.nan-hatch { stroke: var(--bad); stroke-opacity: 0.65; stroke-width: 1.25; fill: none; }
.mark { stroke: var(--bad); stroke-width: 1.8; fill: none; stroke-linecap: round; stroke-linejoin: round; }
.mark.positiveInfinite, .mark.negativeInfinite { fill: var(--bad); stroke-width: 1; }
.mark.zero { stroke: var(--text); stroke-width: 1.5; fill: var(--back); }
.run { stroke: var(--bad); stroke-opacity: 0.5; stroke-width: 1.5; fill: none; }
.run.zero { stroke: var(--text); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 6px 0 0; padding: 0; list-style: none; font-size: 12px; }
.legend li { display: flex; align-items: center; }
.scalar { display: flex; align-items: center; font-size: 28px; line-height: 1.3; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.scalar .icon { width: 22px; height: 22px; margin-right: 10px; }

.scroller { position: relative; overflow: auto; margin-top: 16px; }
.rows { max-height: 320px; margin-top: 8px; }
table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; color: inherit; }
caption { caption-side: top; text-align: left; font-weight: 600; font-size: 13px; padding: 0 0 4px; white-space: nowrap; }
th, td { padding: 3px 10px; text-align: right; font-weight: 400; border: 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody th { text-align: left; }
thead th { font-weight: 600; vertical-align: bottom; }
th:first-child { padding-left: 0; text-align: left; }
.thresholds .used { background: color-mix(in srgb, var(--text) 7%, transparent); border-inline: 1px solid var(--line); }
.thresholds thead .used { border-top: 2px solid var(--text); }
.badge { display: block; font-weight: 400; font-size: 11px; }
.passed { font-weight: 700; text-decoration: underline; text-decoration-color: var(--bad); text-decoration-thickness: 2px; text-underline-offset: 3px; }
.thresholds thead th + th { min-width: 112px; }
.verdict .icon { margin-right: 4px; }
.outcome path { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.outcome.fails path { stroke: var(--bad); }
.outcome.loses path { stroke: var(--warn); }
.outcome.holds path { stroke: var(--good); }
.numbers { min-width: 260px; }
.numbers + .numbers { margin-top: 12px; }
.numbers thead th { position: sticky; top: 0; background: var(--back); }
.numbers .odd { font-weight: 700; }
button {
  margin-top: 14px; padding: 4px 11px 4px 9px; border: 1px solid var(--vscode-button-secondaryBorder, var(--line)); border-radius: 3px;
  font: inherit; font-size: 12px; cursor: pointer;
  color: var(--vscode-button-secondaryForeground, inherit); background: var(--vscode-button-secondaryBackground, transparent);
}
button:hover { background: var(--vscode-button-secondaryHoverBackground, var(--vscode-button-secondaryBackground, transparent)); }
button::before { content: '▸'; display: inline-block; width: 14px; }
button[aria-expanded='true']::before { content: '▾'; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.value-output pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.problem { display: block; }

@container (max-width: 480px) {
  .thresholds { font-size: 11px; }
  .thresholds th, .thresholds td { padding: 3px; }
  .thresholds thead th + th { min-width: 0; }
  .verdict .icon { display: block; margin: 3px 0 0 auto; }
}
@media (forced-colors: active) {
  :host { --text: CanvasText; --muted: CanvasText; --back: Canvas; --value: Highlight; --bad: CanvasText; --warn: CanvasText; --good: CanvasText; --line: CanvasText; --focus: Highlight; }
  .chart, .icon { forced-color-adjust: none; }
}
`;

let shared: CSSStyleSheet | undefined;

/** One sheet for all outputs. Constructed, as a page's content security policy may forbid inline styles. */
export function styleSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}
