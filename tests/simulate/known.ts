/**
 * What the simulation has found and the product does not do yet: counted and printed at each run, and no failure unless a run
 * insists. `story` shows it. When the product is mended its line goes, and from then on every run insists.
 */
export type Known = { kind: string; says: string; story: string }

export const KNOWN: readonly Known[] = [
  {
    kind: 'untold',
    says: 'a tablet whose last entries the server has, and more than they, is never told so: it sends them at every exchange',
    story: 'untold.json',
  },
  {
    kind: 'unnamed: put back',
    says: 'a disk lost its last writes before they were sent: nothing outside of it knows of them',
    story: 'tail-lost-before-sent.json',
  },
  {
    kind: 'unnamed: wiped',
    says: 'a tablet was emptied that is retired, or whose clone still speaks: the head sees none that is silent',
    story: 'retired-and-emptied.json',
  },
  {
    kind: 'unnamed: restored',
    says: 'what only the server had, since its tablet was put back to an earlier state, is gone with its database',
    story: 'sent-put-back-and-restored.json',
  },
  {
    kind: 'untaken: restored',
    says: 'a tablet was paired, or known again by its cookie, after the backup: the restored server takes nothing from it',
    story: 'paired-after-the-backup.json',
  },
  {
    kind: 'untaken: clone',
    says: 'a tablet was emptied and known again by its cookie: from then on nothing new is taken from its clone',
    story: 'clone-of-a-tablet-known-again.json',
  },
]

export function isKnown(kind: string): boolean {
  return KNOWN.some((known) => known.kind === kind)
}
