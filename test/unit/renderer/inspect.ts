// Functions that run on the page: given to `page.evaluate` as they are, so each stands alone.

export interface Faint {
  readonly text: string;
  readonly ratio: number;
}

/** The texts in the output whose contrast with what lies behind them is below `least`. */
export function faintTexts(least: number): Faint[] {
  type Color = readonly [red: number, green: number, blue: number, alpha: number];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (css: string): Color => {
    if (!canvas) throw new Error('No canvas.');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (front: Color, back: Color): Color => {
    const mix = (index: 0 | 1 | 2): number => front[index] * front[3] + back[index] * (1 - front[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = (color: Color): number => {
    const linear = ([0, 1, 2] as const).map((index) => {
      const part = color[index] / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };
  const behind = (element: Element): Color => {
    const layers: Color[] = [];
    for (let at: Element | null = element; at; at = at.parentElement ?? hostOf(at)) {
      layers.push(read(getComputedStyle(at).backgroundColor));
    }
    return layers.reduceRight<Color>((back, front) => over(front, back), [255, 255, 255, 1]);
  };
  const hostOf = (element: Element): Element | null => {
    const parent = element.getRootNode();
    return parent instanceof ShadowRoot ? parent.host : null;
  };
  const faint: Faint[] = [];
  for (const host of document.querySelectorAll('body > div')) {
    for (const element of host.shadowRoot?.querySelectorAll('*') ?? []) {
      const own = [...element.childNodes].filter((node) => node instanceof Text && node.data.trim() !== '');
      if (own.length === 0 || element instanceof SVGTitleElement) continue;
      const style = getComputedStyle(element);
      const back = behind(element);
      const front = over(read(element instanceof SVGElement ? style.fill : style.color), back);
      const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
      const ratio = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      if (ratio < least) faint.push({ text: element.textContent, ratio });
    }
  }
  return faint;
}

/** Labels of a chart that touch another label of it, or reach out of the output. */
export function collidingLabels(): string[] {
  const found: string[] = [];
  for (const host of document.querySelectorAll('body > div')) {
    const frame = host.getBoundingClientRect();
    for (const chart of host.shadowRoot?.querySelectorAll('svg.chart') ?? []) {
      const boxes = [...chart.querySelectorAll('text')].map((text) => ({
        text: text.textContent,
        box: text.getBoundingClientRect(),
      }));
      for (const [index, { text, box }] of boxes.entries()) {
        if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5) found.push(`${text} leaves the output`);
        for (const other of boxes.slice(index + 1)) {
          // A line of text is higher than its letters: two pixels of it are empty above and below.
          const apart =
            box.right <= other.box.left ||
            other.box.right <= box.left ||
            box.bottom - 2 <= other.box.top + 2 ||
            other.box.bottom - 2 <= box.top + 2;
          if (!apart) found.push(`${text} touches ${other.text}`);
        }
      }
    }
  }
  return found;
}

/** How wide the page has become, and how much stands in an output. */
export function sizes(selector: string): { page: number; window: number; nodes: number; pathLength: number } {
  const root = document.querySelector(selector)?.shadowRoot;
  const paths = [...(root?.querySelectorAll('path') ?? [])];
  return {
    page: document.documentElement.scrollWidth,
    window: window.innerWidth,
    nodes: root?.querySelectorAll('*').length ?? 0,
    pathLength: paths.reduce((sum, path) => sum + (path.getAttribute('d')?.length ?? 0), 0),
  };
}
