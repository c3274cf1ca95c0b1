// The words of our own in a post, per language; a language that is not here gets none rather than another's.

export interface Phrases {
  /** Calls to action that name the product. */
  readonly withProduct: readonly ((product: string) => string)[]
  /** Calls to action that need no product. */
  readonly plain: readonly string[]
  /** Says whom it is for; absent where the grammar would have to bend the audience. */
  readonly forAudience?: (audience: string) => string
}

const NONE: Phrases = { withProduct: [], plain: [] }

const PHRASES: Readonly<Record<string, Phrases>> = {
  en: {
    withProduct: [
      p => `See what ${p} does for you.`,
      p => `Take a closer look at ${p}.`,
      p => `Try ${p} this week.`,
      p => `Find out how ${p} fits in.`,
      p => `Ask us about ${p}.`,
      p => `Get to know ${p}.`,
    ],
    plain: [
      'Tell us how you see it.',
      'What is your experience?',
      'Join the conversation.',
      'Pass it on to someone who should know.',
      'Save this for later.',
      'Read on and make up your own mind.',
    ],
    forAudience: a => `For ${a}.`,
  },
  es: {
    withProduct: [
      p => `Descubre ${p}.`,
      p => `Conoce ${p} de cerca.`,
      p => `Prueba ${p} esta semana.`,
      p => `Mira lo que ${p} hace por ti.`,
      p => `Pregúntanos por ${p}.`,
    ],
    plain: [
      'Cuéntanos cómo lo ves.',
      '¿Cuál es tu experiencia?',
      'Únete a la conversación.',
      'Compártelo con quien deba saberlo.',
      'Guárdalo para después.',
    ],
    forAudience: a => `Para ${a}.`,
  },
  pt: {
    withProduct: [
      p => `Descubra ${p}.`,
      p => `Conheça ${p} de perto.`,
      p => `Experimente ${p} esta semana.`,
      p => `Pergunte-nos sobre ${p}.`,
    ],
    plain: [
      'Conte-nos o que acha.',
      'Qual é a sua experiência?',
      'Participe na conversa.',
      'Partilhe com quem precisa de saber.',
    ],
    forAudience: a => `Para ${a}.`,
  },
  fr: {
    withProduct: [
      p => `Découvrez ${p}.`,
      p => `Essayez ${p} cette semaine.`,
      p => `Regardez ${p} de plus près.`,
      p => `Interrogez-nous sur ${p}.`,
    ],
    plain: [
      'Dites-nous ce que vous en pensez.',
      'Quelle est votre expérience ?',
      'Rejoignez la conversation.',
      'Gardez-le pour plus tard.',
    ],
    forAudience: a => `Pour ${a}.`,
  },
  de: {
    withProduct: [
      p => `Jetzt ${p} kennenlernen.`,
      p => `${p} diese Woche ausprobieren.`,
      p => `Ein genauer Blick auf ${p} lohnt sich.`,
      p => `Fragen zu ${p}? Wir antworten.`,
    ],
    plain: ['Wie siehst du das?', 'Welche Erfahrung hast du gemacht?', 'Rede mit.', 'Für später merken.'],
    forAudience: a => `Für ${a}.`,
  },
  it: {
    withProduct: [
      p => `Scopri ${p}.`,
      p => `Prova ${p} questa settimana.`,
      p => `Guarda ${p} da vicino.`,
      p => `Chiedici di ${p}.`,
    ],
    plain: [
      'Raccontaci come la vedi.',
      'Qual è la tua esperienza?',
      'Partecipa alla conversazione.',
      'Salvalo per dopo.',
    ],
    forAudience: a => `Per ${a}.`,
  },
  nl: {
    withProduct: [
      p => `Ontdek ${p}.`,
      p => `Probeer ${p} deze week.`,
      p => `Bekijk ${p} van dichtbij.`,
      p => `Vraag ons naar ${p}.`,
    ],
    plain: ['Vertel ons hoe je het ziet.', 'Wat is jouw ervaring?', 'Praat mee.', 'Bewaar dit voor later.'],
    forAudience: a => `Voor ${a}.`,
  },
  pl: {
    withProduct: [p => `Poznaj ${p}.`, p => `Wypróbuj ${p} w tym tygodniu.`, p => `Przyjrzyj się ${p} z bliska.`],
    plain: ['Powiedz nam, co o tym myślisz.', 'Jakie masz doświadczenia?', 'Dołącz do rozmowy.', 'Zapisz na później.'],
  },
  ru: {
    withProduct: [p => `Откройте для себя ${p}.`, p => `Попробуйте ${p} на этой неделе.`, p => `Узнайте больше: ${p}.`],
    plain: ['Расскажите, что вы думаете.', 'Какой у вас опыт?', 'Присоединяйтесь к разговору.', 'Сохраните на потом.'],
  },
  el: {
    withProduct: [
      p => `Ανακαλύψτε: ${p}.`,
      p => `Δοκιμάστε αυτή την εβδομάδα: ${p}.`,
      p => `Μάθετε περισσότερα: ${p}.`,
    ],
    plain: [
      'Πείτε μας τη γνώμη σας.',
      'Ποια είναι η εμπειρία σας;',
      'Πάρτε μέρος στη συζήτηση.',
      'Κρατήστε το για αργότερα.',
    ],
  },
}

/** The phrases of a BCP 47 tag's language. */
export function phrasesOf(locale: string): Phrases {
  return PHRASES[new Intl.Locale(locale).language] ?? NONE
}
