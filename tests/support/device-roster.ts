import type { RosterOfficer } from '#src/protocol/config.ts'
import { type Paired, pairedTablet } from './device-paired.ts'

export const LAN = 'f2n3m4'
export const HUNG = 'f3n4m5'
export const PIN: Record<string, string> = { [LAN]: '482913', [HUNG]: '730164' }

/** As the server makes it: PBKDF2, then a hash that is this tablet's alone. */
export async function onRoster(id: string, device: string): Promise<RosterOfficer> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const key = await crypto.subtle.importKey('raw', Buffer.from(PIN[id]!), 'PBKDF2', false, ['deriveBits'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 1_000 }
  const stretched = Buffer.from(await crypto.subtle.deriveBits(derivation, key, 256)).toString('base64url')
  const hash = await crypto.subtle.digest('SHA-256', Buffer.from(`${device} ${stretched}`))
  return {
    id,
    name: id === LAN ? 'Nguyễn Thị Lan' : 'Trần Văn Hùng',
    title: 'Công chức',
    pin: {
      salt: Buffer.from(salt).toString('base64url'),
      rounds: 1_000,
      hash: Buffer.from(hash).toString('base64url'),
    },
  }
}

/** A tablet at a counter whose officers go on duty by their PIN. */
export async function withRoster(): Promise<Paired> {
  const paired = await pairedTablet()
  const { config } = paired.network
  await tell(paired, {
    officer: null,
    roster: await Promise.all([LAN, HUNG].map((id) => onRoster(id, config.device))),
  })
  return paired
}

export async function tell(
  { network, tablet }: Pick<Paired, 'network' | 'tablet'>,
  news: Partial<Paired['network']['config']>,
) {
  network.config = { ...network.config, heartbeat: 7_200, ...news, version: network.config.version + 1 }
  await tablet.syncNow()
}
