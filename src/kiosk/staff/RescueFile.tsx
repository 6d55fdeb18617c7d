import { Component } from 'preact'
import type { Rescue, Tablet } from '#src/device/types.ts'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Banner, Button } from '../screens/parts.tsx'
import { type Handed, saveFile } from './save-file.ts'

type Course =
  | { kind: 'idle' }
  | { kind: 'writing'; percent: number }
  | { kind: 'handed'; how: Exclude<Handed, 'kept'>; name: string; lost: number }
  | { kind: 'stopped' }
  | { kind: 'failed' }

type Props = { readonly tablet: Pick<Tablet, 'rescue'>; readonly t: StaffText['rescue'] }

/** What the tablet cannot send it writes into a file that only the server opens. */
export class RescueFile extends Component<Props, { course: Course }> {
  override state: { course: Course } = { course: { kind: 'idle' } }

  private stop = new AbortController()

  override componentWillUnmount() {
    this.stop.abort()
  }

  override render() {
    const { t } = this.props
    const { course } = this.state
    const isWriting = course.kind === 'writing'
    return (
      <div class="rescue">
        <p>{t.hint}</p>
        {said(course, t)}
        <Button
          kind="secondary"
          icon={isWriting ? kioskIcons.cross : staffIcons.save}
          onClick={() => (isWriting ? this.stop.abort() : void this.write())}
        >
          {isWriting ? t.stop : t.save}
        </Button>
      </div>
    )
  }

  private async write(): Promise<void> {
    this.stop = new AbortController()
    const { signal } = this.stop
    const onProgress = (share: number) =>
      this.setState({ course: { kind: 'writing', percent: Math.floor(share * 100) } })
    onProgress(0)
    const made = await this.props.tablet.rescue({ onProgress, signal }).catch(broken)
    if (made.ok && !signal.aborted) {
      const { file, name, lost } = made
      const how = await saveFile(file, name)
      const course: Course =
        how === 'kept' ? { kind: 'stopped' } : { kind: 'handed', how, name, lost: lost.length }
      this.setState({ course })
    } else this.setState({ course: { kind: signal.aborted ? 'stopped' : 'failed' } })
  }
}

/** A bug below must not leave the page writing for ever. */
function broken(error: unknown): Rescue {
  reportError(error)
  return { ok: false, why: 'refused' }
}

function said(course: Course, t: StaffText['rescue']) {
  switch (course.kind) {
    case 'idle':
      return null
    case 'writing':
      return (
        <Banner tone="ok" icon={staffIcons.sync}>
          {t.writing(course.percent)}
        </Banner>
      )
    case 'stopped':
      return (
        <Banner tone="warn" icon={kioskIcons.alert}>
          {t.stopped}
        </Banner>
      )
    case 'failed':
      return (
        <Banner tone="err" icon={kioskIcons.alert}>
          {t.failed}
        </Banner>
      )
    case 'handed':
      return handed(course, t)
  }
}

function handed({ how, name, lost }: Extract<Course, { kind: 'handed' }>, t: StaffText['rescue']) {
  return (
    <Banner tone={lost > 0 ? 'warn' : 'ok'} icon={lost > 0 ? staffIcons.warning : kioskIcons.check}>
      {how === 'saved' ? t.saved(name) : t.shared(name)} {lost > 0 && t.lost}
    </Banner>
  )
}
