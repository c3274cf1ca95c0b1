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
  message: {
    sales: ['{Subject}: {details}.', 'Take a closer look at {subject} and see whether it suits you.'],
    leads: [
      '{Subject}: {details}. Ask us, we are glad to tell you more.',
      'Would you like to know more about {subject}? We are glad to tell you.',
    ],
    launch: ['New from us: {subject}, {details}.', 'New from us: {subject}. Take a first look.'],
    awareness: ['{Subject}: {details}. Good to have met you.', 'This is what we do every day: {subject}.'],
    loyalty: [
      '{Subject}: {details}. For everyone who has been with us for a while.',
      'For everyone who has been with us for a while: {subject}.',
    ],
    relevance: ['{Subject}: {details}.', 'Here is what we can add: {subject}.'],
  },
  plainMessage: [
    'People are talking about {term}. Here is what it comes down to.',
    'Here is what matters right now, in a few words.',
  ],
  angles: {
    TWITTER: ['The short version, for a busy day.', 'One thought, one minute.'],
    META: ['Tell us what you think in the comments.', 'Who comes to mind when you read this?'],
    LINKEDIN: [
      'We look at what is behind it, step by step, and would like to hear your experience.',
      'We share how we think about it and what we have learned on the way.',
    ],
    MOCK: ['A few words from us, and an open ear for yours.', 'Made for a quiet minute of your day.'],
  },
  everybody: 'everyone who cares about it',
  quotes: ['“', '”'],
}
