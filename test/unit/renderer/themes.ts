// The values that VS Code 1.139 gives the variables we use in its own themes. A variable that a theme leaves out is not set.
const shared = {
  'font-family': 'system-ui, "Segoe UI", "Ubuntu", "Droid Sans", sans-serif',
  'editor-font-family': '"Droid Sans Mono", "monospace", monospace',
};

export const themes = {
  light: {
    ...shared,
    'editor-foreground': '#202020',
    'editor-background': '#ffffff',
    descriptionForeground: '#606060',
    'charts-blue': '#1a5cff',
    'charts-red': '#ad0707',
    'charts-orange': '#d18616',
    'charts-green': '#388a34',
    focusBorder: '#0069cc',
    'button-secondaryForeground': '#202020',
    'button-secondaryBackground': '#eaeaea',
    'button-secondaryHoverBackground': '#f2f3f4',
    'button-secondaryBorder': '#eaeaea',
  },
  dark: {
    ...shared,
    'editor-foreground': '#bbbebf',
    'editor-background': '#121314',
    descriptionForeground: '#8c8c8c',
    'charts-blue': '#57a3f8',
    'charts-red': '#ef8773',
    'charts-orange': '#cd861a',
    'charts-green': '#86cf86',
    focusBorder: '#3994bcb3',
    'button-secondaryForeground': '#cccccc',
    'button-secondaryBackground': '#00000000',
    'button-secondaryHoverBackground': '#ffffff10',
    'button-secondaryBorder': '#333536',
  },
  'high contrast': {
    ...shared,
    'editor-foreground': '#ffffff',
    'editor-background': '#000000',
    descriptionForeground: 'rgba(255, 255, 255, 0.7)',
    contrastBorder: '#6fc3df',
    'charts-blue': '#59a4f9',
    'charts-red': '#f48771',
    'charts-orange': '#d18616',
    'charts-green': '#89d185',
    focusBorder: '#f38518',
    'button-secondaryForeground': '#ffffff',
    'button-secondaryBorder': '#6fc3df',
  },
  'light high contrast': {
    ...shared,
    'editor-foreground': '#292929',
    'editor-background': '#ffffff',
    descriptionForeground: 'rgba(41, 41, 41, 0.7)',
    contrastBorder: '#0f4a85',
    'charts-blue': '#0063d3',
    'charts-red': '#b5200d',
    'charts-orange': '#d18616',
    'charts-green': '#374e06',
    focusBorder: '#006bbd',
    'button-secondaryForeground': '#292929',
    'button-secondaryBackground': '#ffffff',
    'button-secondaryBorder': '#0f4a85',
  },
} as const;

export type ThemeName = keyof typeof themes;

/** The theme as declarations of the variables that VS Code's webviews set. */
export function themeStyle(name: ThemeName): string {
  return Object.entries(themes[name])
    .map(([variable, value]) => `--vscode-${variable}: ${value};`)
    .join(' ');
}
