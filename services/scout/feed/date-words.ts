// The words that stand in dates: names of months and of zones.

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ru', 'uk', 'pl', 'sv', 'da', 'nb', 'de-AT']
const SHAPES: Intl.DateTimeFormatOptions[] = [
  { month: 'long' },
  { month: 'short' },
  // With a day beside it Slavic languages put the month into the genitive, as dates do.
  { month: 'long', day: 'numeric' },
  { month: 'short', day: 'numeric' },
]

/** Folded name (no marks, lower case) → 1 to 12, from the tables that Intl brings; an earlier language wins. */
export const MONTHS: ReadonlyMap<string, number> = new Map([...monthsOfIntl().reverse(), ['sept', 9], ['mrz', 3]])

function monthsOfIntl(): [string, number][] {
  return LANGUAGES.flatMap(language =>
    SHAPES.flatMap(shape => {
      const format = new Intl.DateTimeFormat(language, { ...shape, timeZone: 'UTC' })
      return Array.from({ length: 12 }, (_, month): [string, number] => {
        const part = format.formatToParts(Date.UTC(2024, month, 1)).find(({ type }) => type === 'month')
        return [fold(part?.value ?? ''), month + 1]
      })
    }),
  ).filter(([name]) => name.length > 2)
}

function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
}

/** Minutes east of UTC. Names that two regions share go to the one whose feeds use it (IST: India, CST: America). */
export const ZONE_MINUTES: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  AST: -240,
  ADT: -180,
  NST: -210,
  NDT: -150,
  BRT: -180,
  ART: -180,
  WEST: 60,
  BST: 60,
  CET: 60,
  MEZ: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  SAST: 120,
  MSK: 180,
  TRT: 180,
  GST: 240,
  PKT: 300,
  IST: 330,
  ICT: 420,
  WIB: 420,
  SGT: 480,
  HKT: 480,
  AWST: 480,
  PHT: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  AEST: 600,
  ACDT: 630,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
}
