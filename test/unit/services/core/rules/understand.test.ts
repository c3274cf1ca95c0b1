import { describe, expect, it } from 'vitest'
import { understand } from '#services/core/rules/understand.ts'

const rowsOf = (text: string) => understand(text).intent

describe('a vote that is spoken', () => {
  it.each([
    [
      'vote: anna yes, ben no',
      [
        ['anna', 'yes'],
        ['ben', 'no'],
      ],
    ],
    [
      'vote anna yes ben no',
      [
        ['anna', 'yes'],
        ['ben', 'no'],
      ],
    ],
    [
      'Vote colon anna yes ben no',
      [
        ['anna', 'yes'],
        ['ben', 'no'],
      ],
    ],
    [
      'The vote: Anna: yes, Ben: no.',
      [
        ['Anna', 'yes'],
        ['Ben', 'no'],
      ],
    ],
    [
      'Vote: Anna María López yes, Ben in favour and Carl abstains',
      [
        ['Anna María López', 'yes'],
        ['Ben', 'in favour'],
        ['Carl', 'abstains'],
      ],
    ],
    [
      'Votación: Ana sí, Benito en contra y Carla se abstiene',
      [
        ['Ana', 'sí'],
        ['Benito', 'en contra'],
        ['Carla', 'se abstiene'],
      ],
    ],
    [
      'Abstimmung: Anna ja, Jörg nein und Bo enthält sich',
      [
        ['Anna', 'ja'],
        ['Jörg', 'nein'],
        ['Bo', 'enthält sich'],
      ],
    ],
  ])('%s', (text, rows) => {
    expect(understand(text)).toEqual({ intent: { intent_id: 'VOTE', columns: ['name', 'vote'], rows } })
  })

  it.each([
    'vote early, vote often',
    'vote: anna yes, ben',
    'vote: yes',
    'vote:',
    'voting matters',
    'we vote: anna yes',
  ])('that leaves anything over is no table, for what it left out would be lost: %s', text => {
    expect(understand(text)).toEqual({})
  })
})

describe('a task that is spoken', () => {
  it.each([
    ['task: write the minutes for Anna, due Friday', [['write the minutes', 'Anna', 'Friday']]],
    ['Task colon buy food for the party for Anna due next Friday', [['buy food for the party', 'Anna', 'next Friday']]],
    ['Agreed: paint the hall.', [['paint the hall', '', '']]],
    ['agreed: food for the party', [['food for the party', '', '']]],
    [
      'To do: a; b for Bo; c, due on May 3',
      [
        ['a', '', ''],
        ['b', 'Bo', ''],
        ['c', '', 'May 3'],
      ],
    ],
    ['Tarea: escribir el acta para Ana, vence el viernes', [['escribir el acta', 'Ana', 'viernes']]],
    ['Se acuerda: pintar la sala', [['pintar la sala', '', '']]],
    ['Aufgabe: Protokoll schreiben für Ben, bis Freitag', [['Protokoll schreiben', 'Ben', 'Freitag']]],
  ])('%s', (text, rows) => {
    expect(rowsOf(text)).toEqual({ intent_id: 'ACTION_ITEM', columns: ['task', 'owner', 'due'], rows })
  })

  it.each(['agreed, let us go on', 'agreed let us go on', 'task:', 'task: ;;;', `task: ${'x;'.repeat(501)}`])(
    'is none without a colon, without a task, or longer than a reply may be: %.30s',
    text => {
      expect(understand(text)).toEqual({})
    },
  )
})

describe('a proposal that is spoken', () => {
  it.each([
    'proposal: we meet on Mondays',
    'Motion - we adjourn',
    'Moción: pintar la sala',
    'Antrag: Wir malen',
    'Propuesta dos puntos pintar',
  ])('takes its template: %s', text => {
    expect(understand(text)).toEqual({ template_id: 'TPL_PROPOSAL' })
  })

  it.each(['motion sickness is bad', 'a proposal: none', '', 'Antragsteller: Ben'])(
    'is none in plain talk: %s',
    text => {
      expect(understand(text)).toEqual({})
    },
  )
})

it('is done with any text in a moment, however it is spaced', () => {
  const texts = [
    `vote: a${' '.repeat(50_000)}b`,
    `vote ${'anna bob '.repeat(550)}`,
    `task: ${' for due '.repeat(500)}`,
    ' '.repeat(50_000),
  ]
  const startedAt = performance.now()
  texts.forEach(understand)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})
