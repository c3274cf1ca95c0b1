// The platforms that are emulated, each with its folder.
import type { EmulatedPlatform } from './emulated-platform.ts'
import { linkedinPlatform } from './linkedin/linkedin-platform.ts'
import { metaPlatform } from './meta/meta-platform.ts'
import { mockPlatform } from './mock/mock-platform.ts'
import { xPlatform } from './x/x-platform.ts'

export const platforms: readonly EmulatedPlatform[] = [xPlatform, metaPlatform, linkedinPlatform, mockPlatform]
