// The opening words of campaigns in German.
import type { HookTemplates } from './hook-templates.ts'

export const HOOKS_DE: HookTemplates = {
  locale: 'de',
  hooks: {
    question: [
      'Beschäftigt dich das Thema {term} auch?',
      'Was ändert sich für dich durch {term}?',
      'Was möchtest du wissen? Unser Thema heute: {subject}.',
      'Was ist dir gerade am wichtigsten?',
    ],
    number: [
      '{mentions} Erwähnungen in {hours} Stunden: {term} ist das Thema der Stunde.',
      'In den letzten {hours} Stunden fiel {mentions}-mal das Wort {term}.',
      'Eine Minute, ein Thema: {subject}.',
      'Eine Minute, mehr braucht es nicht.',
    ],
    story: [
      'Es begann mit einem Wort, das immer wieder auftauchte: {term}.',
      'Dahinter steckt eine Geschichte: {subject}.',
      'Jede gute Idee hat eine Geschichte. Das ist unsere.',
    ],
    contrarian: [
      'Alle reden über {term}. Wir sehen es etwas anders.',
      'Weniger Lärm um {term}, mehr auf den Punkt.',
      'Noch eine Anzeige? Lieber gleich zur Sache: {subject}.',
      'Man kann es auch anders sehen.',
    ],
    benefit: [
      '{Audience}: Das ist für euch. {Subject}.',
      'Gut, wenn es darauf ankommt: {subject}.',
      'Etwas Nützliches für deinen Tag.',
    ],
    urgency: [
      '{term} ist das Thema des Tages. Ein guter Moment: {subject}.',
      'Warum warten? Heute ist ein guter Tag dafür: {subject}.',
      'Warum warten? Heute ist ein guter Tag zum Anfangen.',
    ],
    plain: ['Einen Blick wert: {subject}.', 'Einen Blick wert.'],
  },
  message: [
    'Viele reden über {term}, und das ist unser Beitrag: {subject}.',
    '{term} beschäftigt gerade viele. Unsere Antwort: {subject}.',
    '{Audience}: Hier lohnt sich ein genauer Blick. {Subject}.',
    'Ein genauer Blick lohnt sich: {subject}.',
    'Viele reden über {term}. Darauf kommt es an.',
    'Worauf es gerade ankommt, in wenigen Worten.',
  ],
  angles: {
    TWITTER: [
      'Unser Blick auf {term}, in einem Satz.',
      'Die Kurzfassung: {subject}.',
      'Die Kurzfassung für einen vollen Tag.',
    ],
    META: [
      'So könnte es in deinen Alltag passen: {subject}.',
      'Sag uns, was du über {term} denkst.',
      'Schreib uns in die Kommentare, was du denkst.',
    ],
    LINKEDIN: [
      'Was bedeutet das Gespräch über {term} in der Praxis? Wir gehen es Schritt für Schritt durch.',
      'Wir zeigen, welche Überlegung dahintersteckt: {subject}.',
      'Wir teilen unsere Sicht und freuen uns über eure Erfahrungen.',
    ],
    MOCK: [
      'Ein paar Worte zu {term} und dazu: {subject}.',
      'Ein paar Worte dazu: {subject}.',
      'Ein paar Worte von uns.',
    ],
  },
  everybody: 'alle, die das Thema bewegt',
  quotes: ['„', '“'],
}
