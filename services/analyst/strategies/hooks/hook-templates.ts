// The shape of the words that campaigns open with, one table a language.
import type { Platform } from '#contracts/primitives.ts'
import type { ObjectiveKind } from '../objective-kind.ts'

/** The styles that there are templates for; the optimizer learns which of them works. */
export const HOOK_STYLES = ['question', 'number', 'story', 'contrarian', 'benefit', 'urgency'] as const
export type HookStyle = (typeof HOOK_STYLES)[number]

/**
 * Slots: {subject} what it is about, inside a sentence, {Subject} at its beginning, {Audience} whom it is for, only at
 * a beginning, {term} a trend, {mentions} and {hours} its numbers. A subject is never the subject of a verb: its number
 * is not known. The last template of a list has no slot, so that something can always be said.
 */
export interface HookTemplates {
  locale: string
  hooks: Readonly<Record<HookStyle | 'plain', readonly string[]>>
  /** What all channels share, for each kind of objective; {details} is what the brief says of the product after its name. */
  message: Readonly<Record<ObjectiveKind, readonly string[]>>
  /** For when nothing of that can be filled. */
  plainMessage: readonly string[]
  /** A sentence to readers of that platform that repeats neither hook nor message; several, for two accounts must differ. */
  angles: Readonly<Record<(typeof Platform)['options'][number], readonly string[]>>
  /** Whom it is for when the brief does not say. */
  everybody: string
  quotes: readonly [string, string]
}
