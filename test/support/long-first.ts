// The order in which test files start: what takes longest begins first, so that nobody waits for it alone at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const FIRST = ['test/chaos/', 'test/e2e/', 'test/integration/', 'test/contract/']

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

function rank({ moduleId }: TestSpecification): number {
  const index = FIRST.findIndex(folder => moduleId.includes(`/${folder}`))
  return index === -1 ? FIRST.length : index
}
