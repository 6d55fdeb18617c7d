import type { Config } from '../config.ts'
import { nodeTrouble } from '../node-version.ts'
import { examineDatabase } from './database.ts'
import { examineBackupDisk, examineDisk } from './disk.ts'
import { err, type Finding, fine } from './finding.ts'
import { examineCertificate, examinePort, examineSettings } from './network.ts'

/**
 * Looks at all that this server stands on, one thing after the other, and changes nothing but a file of its own that it removes.
 * `now` and `program`, when this program was last changed: ms.
 */
export async function* examine(
  config: Config,
  moment: { now: number; program: number },
): AsyncGenerator<Finding> {
  const { node } = process.versions
  const old = nodeTrouble(node)
  yield old ? err('node', old) : fine('node', `Node ${node}.`)
  const certificate = examineCertificate(config, moment.now)
  yield* examineSettings(config, certificate)
  yield certificate
  yield await examinePort(config)
  yield* await examineDisk(config)
  yield* await examineBackupDisk(config)
  yield* examineDatabase(config, moment)
}
