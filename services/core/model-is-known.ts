// Whether core has a model of that name.
/** `models` are names; one that ends in `*` stands for all that begin so. */
export function modelIsKnown(models: readonly string[], name: string): boolean {
  return models.some(model => (model.endsWith('*') ? name.startsWith(model.slice(0, -1)) : name === model))
}
