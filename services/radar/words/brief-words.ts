// Words that briefs are made of whatever they are about; they say nothing of what a signal should be about.

/** "What is relevant now" must leave no term, so that recency and trends decide. */
export const BRIEF_WORDS: ReadonlySet<string> = new Set(
  `relevant relevance current currently now today trending trend trends news topic topics hot latest popular what whats
   campaign campaigns post posts posting publish social media channel channels content audience audiences customer customers
   people product products brand brands market marketing launch launching promote promoting promotion announce announcing
   increase raise grow growing awareness reach engagement sell selling sales buy buyers share tell talk show make
   relevante relevanten aktuell aktuelle aktuellen heute jetzt thema themen kampagne beitrag beiträge kunden zielgruppe produkt marke bewerben
   relevante actual actuales hoy ahora tema temas campaña publicación publicaciones clientes público producto marca promocionar
   pertinent pertinents actuel actuels actualité aujourd maintenant sujet sujets campagne publication clients public produit marque promouvoir
   актуально актуальное актуальные сейчас сегодня тема темы кампания пост посты клиенты аудитория продукт бренд продвигать`
    .split(/\s+/)
    .filter(word => word !== ''),
)
