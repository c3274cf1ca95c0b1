// Words that turn a judgement round, and listed words whose translation went wrong or that were forgotten.
import type { Language } from '../words/language.ts'

type Listed = Exclude<Language, 'en'>

export const NEGATORS: Readonly<Record<Listed, ReadonlySet<string>>> = {
  de: new Set('nicht kein keine keinen keinem keiner keines nie niemals niemand ohne kaum weder nichts'.split(' ')),
  es: new Set('no nunca jamás sin ni tampoco apenas nadie nada ningún ninguna'.split(' ')),
  fr: new Set('ne n pas jamais sans ni aucun aucune guère personne rien'.split(' ')),
  ru: new Set('не нет без ни никогда никто ничего нельзя'.split(' ')),
}

/** 0 takes a word out: "stole" became steel, "burning" became roasting, and the stem of "würde" is dignity. */
export const MENDED: Readonly<Record<Listed, Readonly<Record<string, number>>>> = {
  de: {
    stahl: 0,
    gut: 3,
    schlecht: -3,
    begeistert: 3,
    gefahr: -2,
    rückruf: -2,
    mangel: -2,
    ausverkauft: 1,
    vorsicht: -1,
    warnt: -2,
    gefällt: 2,
    wurde: 0,
    wurden: 0,
    würde: 0,
    würden: 0,
  },
  es: { bueno: 3, buena: 3, malo: -3, mala: -3, peligro: -2, escasez: -2, retirada: -1 },
  fr: { bon: 3, bonne: 3, mauvais: -3, mauvaise: -3, danger: -2, pénurie: -2, rappel: -1, personne: 0 },
  ru: { обжиг: 0, поселок: 0, предложение: 0, хорошо: 3, плохой: -3, плохо: -3, опасность: -2, нехватка: -2, отзыв: 0 },
}
