import type { Config } from '#src/protocol/config.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { isConfig } from './documents.ts'
import { isSignedBy } from './identity.ts'
import { canSealTo } from './seal.ts'
import type { Identity, Meta, ServerKey } from './stored.ts'

/** A config that may be believed: signed by a pinned key, for this device, with a seal key that works. */
export async function readConfig(
  crypto: Crypto,
  keys: readonly ServerKey[],
  device: string,
  signed: Signed,
): Promise<Config | undefined> {
  if (!(await isSignedBy(crypto, keys, 'config', signed))) return undefined
  const config = parseConfig(signed)
  if (!config || config.device !== device) return undefined
  return (await canSealTo(crypto, config.keys.seal.key)) ? config : undefined
}

/** The config in an envelope that was verified when it was stored. */
export function parseConfig(signed: Signed): Config | undefined {
  const config: unknown = JSON.parse(signed.line)
  return isConfig(config) ? config : undefined
}

/** Only a higher version replaces what stands, or any version of a server that was restored: another epoch. */
export function isNewer(config: Config, epoch: string, stored: Meta['config']): boolean {
  const version = parseConfig(stored.signed)?.version ?? -1
  return config.version > version || (epoch !== stored.epoch && config.version !== version)
}

/** A new key of the server is announced in a config signed by an old one: it is pinned beside the old. */
export function pinKeys(identity: Identity, config: Config): Identity {
  const announced = config.keys.sign.filter(
    ({ kid }) => !identity.serverKeys.some((known) => known.kid === kid),
  )
  return { ...identity, serverKeys: [...identity.serverKeys, ...announced] }
}
