// What a text says once its spelling tricks are undone: full-width and mathematical letters, look-alikes of other
// alphabets, invisible characters, accents, letters spaced apart, digits for letters.

export interface FoldedText {
  /** Lower case, without accents, look-alikes as Latin letters, single spaces. */
  plain: string
  /** The same with `gu4ranteed`, `guar.anteed` and `g u a r a n t e e d` undone. */
  undisguised: string
  /** The runs of single letters (`g u a r a n t e e d`), each joined to one word. */
  spacedRuns: string
}

/** Folds for matching only: the result is for phrases in the same folded spelling, never for people. */
export function foldText(text: string): FoldedText {
  const plain = foldLetters(text)
  const undisguised = plain
    .replace(SPACED_LETTERS, run => run.replace(/[^\p{L}\p{N}]/gu, ''))
    .replace(/(?<=\p{L})[.\-_*·'](?=\p{L})/gu, '')
    .replace(/[\p{L}\p{N}@$]+/gu, word =>
      /\p{L}/u.test(word) ? word.replace(/[013457@$]/g, sign => LEET[sign] ?? sign) : word,
    )
  const spacedRuns = [...plain.matchAll(SPACED_LETTERS)].map(run => run[0].replace(/[^\p{L}\p{N}]/gu, '')).join(' ')
  return { plain, undisguised, spacedRuns }
}

/** One spelling for what looks the same. Accents go in the text and in the phrases alike. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, letter => LOOK_ALIKES[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim()
}

const SPACED_LETTERS = /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][ .\-_*·|]){3,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

/** Lower-case letters that readers take for Latin ones (after Unicode TR 39, the common part). */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...pairs('абвгеһіјкмнорԛѕтухԝԁѵ', 'abbrehijkmhopqstyxwdv'),
  ...pairs('αβγεηικνορτυχω', 'abyenikvoptuxw'),
  ...pairs('ıłøđħɡɑɩ', 'ilodhgai'),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'),
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '−': '-',
}

function pairs(from: string, to: string): Record<string, string> {
  const latin = [...to]
  return Object.fromEntries([...from].map((letter, index) => [letter, latin[index] ?? letter]))
}
