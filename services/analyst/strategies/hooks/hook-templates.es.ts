// The opening words of campaigns in Spanish.
import type { HookTemplates } from './hook-templates.ts'

export const HOOKS_ES: HookTemplates = {
  locale: 'es',
  hooks: {
    question: [
      '¿También a ti te da vueltas {term}?',
      '¿Qué cambia para ti con {term}?',
      '¿Qué te gustaría saber sobre {subject}?',
      '¿Qué es lo que más te importa ahora?',
    ],
    number: [
      '{mentions} menciones en {hours} horas: {term} es el tema del momento.',
      '{term} ha aparecido {mentions} veces en las últimas {hours} horas.',
      'Un minuto para {subject}: no pedimos más.',
      'Un minuto, no pedimos más.',
    ],
    story: [
      'Todo empezó con una palabra que no dejaba de aparecer: {term}.',
      'Detrás de {subject} hay una historia. Empieza con una idea sencilla.',
      'Toda buena idea tiene su historia. Esta es la nuestra.',
    ],
    contrarian: [
      'Todo el mundo habla de {term}. Nosotros lo vemos de otra manera.',
      'Menos ruido sobre {term} y más claridad.',
      'No necesitas otro anuncio. Quizá sí {subject}.',
      'Hay otra manera de verlo.',
    ],
    benefit: ['{Audience}: aquí está {subject}.', 'Cuando de verdad hace falta: {subject}.', 'Algo útil para tu día.'],
    urgency: [
      '{term} es el tema del día. Un buen momento para {subject}.',
      '¿Por qué esperar? Hoy es un buen día para {subject}.',
      '¿Por qué esperar? Hoy es un buen día para empezar.',
    ],
    plain: ['Vale la pena echar un vistazo: {subject}.', 'Vale la pena echar un vistazo.'],
  },
  message: [
    'Se habla mucho de {term}, y esta es nuestra parte: {subject}.',
    '{term} está en boca de muchos. Nuestra respuesta: {subject}.',
    '{Audience}: una mirada de cerca a {subject}.',
    'Mira de cerca {subject} y decide si va contigo.',
    'Se habla mucho de {term}. Esto es lo que importa.',
    'Lo que importa ahora, en pocas palabras.',
  ],
  angles: {
    TWITTER: [
      'Nuestra visión de {term}, en una línea.',
      'En pocas palabras: {subject}.',
      'La versión corta, para un día lleno.',
    ],
    META: [
      'Imagina {subject} en tu día a día.',
      'Cuéntanos qué opinas de {term}.',
      'Cuéntanos qué piensas en los comentarios.',
    ],
    LINKEDIN: [
      '¿Qué significa en la práctica todo lo que se dice de {term}? Lo vemos paso a paso.',
      'Mostramos la idea que hay detrás de {subject}.',
      'Compartimos cómo lo vemos y nos gustaría conocer tu experiencia.',
    ],
    MOCK: [
      'Unas palabras sobre {term} y sobre {subject}.',
      'Unas palabras sobre {subject}.',
      'Unas palabras nuestras.',
    ],
  },
  everybody: 'quienes se interesan por el tema',
  quotes: ['«', '»'],
}
