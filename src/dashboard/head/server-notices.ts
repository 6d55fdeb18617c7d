import type { ServerView } from '#src/protocol/machine.ts'
import type { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

type ServerNotice = {
  icon: keyof typeof dashboardIcons
  level: 'warn' | 'err'
  title: string
  what: string
}

/**
 * What the operator must mend, said to the head because nobody else looks here every day. That backups are made elsewhere may be
 * right, and is no fault: it is asked about.
 */
export function serverNotices(server: ServerView, { notice, format }: DashboardText): ServerNotice[] {
  const { clock, backup, lastBackup, certificateEnds } = server
  const found: ServerNotice[] = []
  const say = (level: ServerNotice['level'], icon: ServerNotice['icon'], title: string, what: string) =>
    found.push({ level, icon, title, what })
  if (clock === 'unconfirmed') say('err', 'wait', notice.serverClock, notice.serverClockHint)
  if (certificateEnds !== null)
    say('err', 'warning', notice.certificate(format.date(certificateEnds)), notice.certificateHint)
  switch (backup) {
    case 'damaged':
      say('err', 'storage', notice.database, notice.databaseHint)
      break
    case 'overdue':
      say(
        'err',
        'storage',
        notice.backup,
        lastBackup === null ? notice.noBackup : notice.oldBackup(format.date(lastBackup)),
      )
      break
    case 'off':
      say('warn', 'storage', notice.noneMade, notice.noneMadeHint)
      break
    case 'fine':
  }
  return found
}
