// The words that core listens for, language by language. To add a language, add a row; to add a word, add it to its list.
export interface TriggerWords {
  /** What begins a vote, a task, a decision with something to do, a proposal. */
  vote: readonly string[]
  action: readonly string[]
  proposal: readonly string[]
  /** How a vote is cast; several words count as one. */
  votes: readonly string[]
  /** Before whoever has a task. */
  owner: readonly string[]
  /** Before the day it is due; a comma or nothing stands before these. */
  due: readonly string[]
  /** What the colon is called by people who dictate. */
  colon: readonly string[]
  /** Between the last two of a list. */
  and: readonly string[]
  /** What no person's name begins with: "for the party" names nobody. */
  articles: readonly string[]
}

export const TRIGGER_WORDS = {
  en: {
    vote: ['vote', 'votes', 'the vote', 'voting'],
    action: ['agreed', 'task', 'action item', 'to do', 'todo'],
    proposal: ['proposal', 'motion'],
    votes: ['yes', 'no', 'aye', 'nay', 'for', 'against', 'in favour', 'in favor', 'abstain', 'abstains', 'abstention'],
    owner: ['for'],
    due: ['due on', 'due by', 'due'],
    colon: ['colon'],
    and: ['and'],
    articles: ['the', 'a', 'an', 'our', 'all', 'every', 'this', 'that'],
  },
  es: {
    vote: ['votación', 'votacion', 'la votación', 'voto', 'votos', 'votan'],
    action: ['acordado', 'se acuerda', 'acuerdo', 'tarea'],
    proposal: ['propuesta', 'proposición', 'proposicion', 'moción', 'mocion'],
    votes: ['sí', 'si', 'no', 'a favor', 'en contra', 'abstención', 'abstencion', 'se abstiene'],
    owner: ['para'],
    due: ['vence el', 'vence', 'para el', 'antes del', 'antes de', 'fecha'],
    colon: ['dos puntos'],
    and: ['y', 'e'],
    articles: ['el', 'la', 'los', 'las', 'un', 'una', 'unos', 'unas', 'nuestro', 'nuestra', 'todos', 'todas', 'que'],
  },
  de: {
    vote: ['abstimmung', 'die abstimmung', 'stimmen', 'es stimmen'],
    action: ['beschlossen', 'vereinbart', 'aufgabe'],
    proposal: ['antrag', 'vorschlag'],
    votes: ['ja', 'nein', 'dafür', 'dagegen', 'enthaltung', 'enthält sich'],
    owner: ['für', 'fuer'],
    due: ['fällig am', 'fällig bis', 'fällig', 'bis zum', 'bis'],
    colon: ['doppelpunkt'],
    and: ['und'],
    articles: ['der', 'die', 'das', 'den', 'dem', 'ein', 'eine', 'einen', 'unser', 'unsere', 'alle'],
  },
} satisfies Record<string, TriggerWords>
