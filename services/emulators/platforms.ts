// The platforms that are emulated; x and linkedin join this table with their folders.
import type { EmulatedPlatform } from './emulated-platform.ts'
import { metaPlatform } from './meta/meta-platform.ts'
import { mockPlatform } from './mock/mock-platform.ts'

export const platforms: readonly EmulatedPlatform[] = [mockPlatform, metaPlatform]
