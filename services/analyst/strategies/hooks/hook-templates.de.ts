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
  message: {
    sales: ['{Subject}: {details}.', 'Ein genauer Blick lohnt sich: {subject}.'],
    leads: [
      '{Subject}: {details}. Fragt uns, wir erzählen gern mehr.',
      'Mehr wissen? Wir erzählen gern davon: {subject}.',
    ],
    launch: ['Neu bei uns: {subject}, {details}.', 'Neu bei uns: {subject}. Zeit für einen ersten Blick.'],
    awareness: ['{Subject}: {details}. Schön, dass wir uns kennenlernen.', 'Daran arbeiten wir jeden Tag: {subject}.'],
    loyalty: [
      '{Subject}: {details}. Für alle, die schon länger dabei sind.',
      'Für alle, die schon länger dabei sind: {subject}.',
    ],
    relevance: ['{Subject}: {details}.', 'Das können wir beitragen: {subject}.'],
  },
  plainMessage: ['Viele reden über {term}. Darauf kommt es an.', 'Worauf es gerade ankommt, in wenigen Worten.'],
  angles: {
    TWITTER: ['Die Kurzfassung für einen vollen Tag.', 'Ein Gedanke, eine Minute.'],
    META: ['Schreib uns in die Kommentare, was du denkst.', 'An wen denkst du, wenn du das liest?'],
    LINKEDIN: [
      'Wir zeigen Schritt für Schritt, was dahintersteckt, und freuen uns über eure Erfahrungen.',
      'Wir teilen unsere Sicht und was wir unterwegs gelernt haben.',
    ],
    MOCK: ['Ein paar Worte von uns und ein offenes Ohr für eure.', 'Für eine ruhige Minute am Tag.'],
  },
  everybody: 'alle, die das Thema bewegt',
  quotes: ['„', '“'],
}
