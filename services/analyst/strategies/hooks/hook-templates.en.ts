// The opening words of campaigns in English.
import type { HookTemplates } from './hook-templates.ts'

export const HOOKS_EN: HookTemplates = {
  locale: 'en',
  hooks: {
    question: [
      'Has {term} been on your mind too?',
      'What does {term} change for you?',
      'What would you like to know about {subject}?',
      'When did you last take a fresh look at {subject}?',
      'What matters most to you right now?',
    ],
    number: [
      '{mentions} mentions in {hours} hours: {term} is the talk of the moment.',
      '{term} came up {mentions} times in the last {hours} hours.',
      'One minute for {subject}: that is all we ask.',
      'One minute is all we ask.',
    ],
    story: [
      'It began with one word that kept coming up: {term}.',
      'There is a story behind {subject}. It starts with a simple idea.',
      'Behind {subject} there are people. This is what drives them.',
      'Every good idea has a story. This is ours.',
    ],
    contrarian: [
      'Everybody talks about {term}. We see it a little differently.',
      'Less noise about {term}, more to the point.',
      'You do not need another advert. Perhaps you need {subject}.',
      'Here is another way to look at it.',
    ],
    benefit: [
      '{Audience}, meet {subject}.',
      'Good to have when it counts: {subject}.',
      'Something useful for your day.',
    ],
    urgency: [
      '{term} is the topic of the day. A good moment for {subject}.',
      'Why wait? Today is a good day for {subject}.',
      'Why wait? Today is a good day to start.',
    ],
    plain: ['Worth a look: {subject}.', 'Worth a look.'],
  },
  message: [
    'People are talking about {term}, and this is our part in it: {subject}.',
    '{term} is on many minds right now. Our answer: {subject}.',
    '{Audience}: take a closer look at {subject}.',
    'Take a closer look at {subject} and see whether it suits you.',
    'People are talking about {term}. Here is what it comes down to.',
    'Here is what matters right now, in a few words.',
  ],
  angles: {
    TWITTER: [
      'Our view of {term}, in one line.',
      'The short version: {subject}.',
      'The short version, for a busy day.',
    ],
    META: [
      'See how {subject} can fit into your day.',
      'Tell us how you feel about {term}.',
      'Tell us what you think in the comments.',
    ],
    LINKEDIN: [
      'What does the talk about {term} mean in practice? We look at it step by step.',
      'We show the thinking behind {subject}.',
      'We share how we think about it and would like to hear your experience.',
    ],
    MOCK: ['A few words on {term} and on {subject}.', 'A few words on {subject}.', 'A few words from us.'],
  },
  everybody: 'everyone who cares about it',
  quotes: ['“', '”'],
}
