// The colours that a card may wear; every ink is readable on every ground it stands on (a test computes it).

export interface Palette {
  readonly name: string
  /** The two ends of the background's gradient. */
  readonly ground: readonly [string, string]
  readonly ink: string
  readonly softInk: string
  readonly accent: string
  readonly accentInk: string
  /** Second colour of the ornament; never under text. */
  readonly spice: string
}

export const PALETTES: readonly Palette[] = [
  {
    name: 'midnight',
    ground: ['#0b1437', '#1b2a6b'],
    ink: '#ffffff',
    softInk: '#c9d4ff',
    accent: '#ffb84d',
    accentInk: '#0b1437',
    spice: '#6c8cff',
  },
  {
    name: 'paper',
    ground: ['#fbf6ec', '#f1e6d2'],
    ink: '#1e1a16',
    softInk: '#5a4f45',
    accent: '#c2410c',
    accentInk: '#ffffff',
    spice: '#e9b872',
  },
  {
    name: 'forest',
    ground: ['#06281f', '#0f4d3a'],
    ink: '#f4fff9',
    softInk: '#b9e4d2',
    accent: '#f2c14e',
    accentInk: '#06281f',
    spice: '#2f9e73',
  },
  {
    name: 'plum',
    ground: ['#2a0a3c', '#531a66'],
    ink: '#ffffff',
    softInk: '#ebcbfa',
    accent: '#ff8fc2',
    accentInk: '#2a0a3c',
    spice: '#9b5de5',
  },
  {
    name: 'sky',
    ground: ['#eef6ff', '#d3e7ff'],
    ink: '#0a2540',
    softInk: '#37526f',
    accent: '#0b57c9',
    accentInk: '#ffffff',
    spice: '#7fb4ff',
  },
  {
    name: 'coral',
    ground: ['#fff0eb', '#ffdccf'],
    ink: '#3b0f12',
    softInk: '#74393a',
    accent: '#b4232f',
    accentInk: '#ffffff',
    spice: '#ff9e80',
  },
  {
    name: 'graphite',
    ground: ['#16181d', '#2a2f3a'],
    ink: '#ffffff',
    softInk: '#c3cad6',
    accent: '#5eead4',
    accentInk: '#0b1f1c',
    spice: '#4b5568',
  },
  {
    name: 'sun',
    ground: ['#ffdc5e', '#ffc72e'],
    ink: '#211700',
    softInk: '#4d3800',
    accent: '#211700',
    accentInk: '#ffdc5e',
    spice: '#f08a24',
  },
]
