// Platforms as people call them.
import { PLATFORMS, type Platform } from '#domain/action/action-status.ts'

const NAMES: Readonly<Record<Platform, string>> = { TWITTER: 'X', META: 'Meta', LINKEDIN: 'LinkedIn', MOCK: 'Mock' }

/** @returns another word as it is */
export const platformName = (platform: string): string =>
  Object.hasOwn(NAMES, platform) ? NAMES[platform as Platform] : platform

/** For a field to choose one from. */
export const PLATFORM_OPTIONS = PLATFORMS.map(platform => [platform, NAMES[platform]] as const)
