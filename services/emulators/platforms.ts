// The platforms that are emulated; meta and linkedin join this table with their folders.
import type { EmulatedPlatform } from './emulated-platform.ts'
import { mockPlatform } from './mock/mock-platform.ts'
import { xPlatform } from './x/x-platform.ts'

export const platforms: readonly EmulatedPlatform[] = [mockPlatform, xPlatform]
