// The place where a text becomes what a card can draw: no emoji, no links, no towers of accents.

const EMOJI = /\p{RGI_Emoji}|\p{Extended_Pictographic}|\p{Regional_Indicator}/gv
const LINK = /(?:https?:\/\/|www\.)\S+/giu

/** One line of NFC text; a letter keeps at most two marks. Emoji and links stay in the post, where they are worth something. */
export function cardText(text: string): string {
  return text
    .replace(LINK, ' ')
    .replace(EMOJI, sign => (/^[©®™]/u.test(sign) ? sign : ' '))
    .normalize('NFC')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/\p{Cc}|\p{Cf}|\uFE0F|\u20E3/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}
