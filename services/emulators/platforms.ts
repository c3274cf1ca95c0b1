// The platforms that are emulated; x and meta join this table with their folders.
import type { EmulatedPlatform } from './emulated-platform.ts'
import { linkedinPlatform } from './linkedin/linkedin-platform.ts'
import { mockPlatform } from './mock/mock-platform.ts'

export const platforms: readonly EmulatedPlatform[] = [linkedinPlatform, mockPlatform]
