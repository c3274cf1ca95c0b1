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
  message: {
    sales: ['{Subject}: {details}.', 'Mira de cerca {subject} y decide si va contigo.'],
    leads: [
      '{Subject}: {details}. Pregúntanos, te contamos más.',
      '¿Quieres saber más sobre {subject}? Te lo contamos con gusto.',
    ],
    launch: ['Nuevo: {subject}, {details}.', 'Nuevo: {subject}. Échale un primer vistazo.'],
    awareness: ['{Subject}: {details}. Un placer conocerte.', 'A esto nos dedicamos cada día: {subject}.'],
    loyalty: [
      '{Subject}: {details}. Para quienes nos acompañan desde hace tiempo.',
      'Para quienes nos acompañan desde hace tiempo: {subject}.',
    ],
    relevance: ['{Subject}: {details}.', 'Esto es lo que podemos aportar: {subject}.'],
  },
  plainMessage: ['Se habla mucho de {term}. Esto es lo que importa.', 'Lo que importa ahora, en pocas palabras.'],
  angles: {
    TWITTER: ['La versión corta, para un día lleno.', 'Una idea, un minuto.'],
    META: ['Cuéntanos qué piensas en los comentarios.', '¿En quién piensas al leer esto?'],
    LINKEDIN: [
      'Vemos paso a paso lo que hay detrás y nos gustaría conocer tu experiencia.',
      'Compartimos cómo lo vemos y lo que hemos aprendido en el camino.',
    ],
    MOCK: ['Unas palabras nuestras, con ganas de escuchar las tuyas.', 'Para un minuto tranquilo de tu día.'],
  },
  everybody: 'quienes se interesan por el tema',
  quotes: ['«', '»'],
}
