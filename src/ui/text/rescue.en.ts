import { counted } from './counted.ts'
import type { RescueText } from './rescue.vi.ts'

export const enRescue: RescueText = {
  title: 'Rescue file',
  hint: 'When a tablet cannot send: open its staff corner, press “Save a rescue file”, bring the file here and import it. Importing again, or the tablet sending later, counts nothing twice.',
  choose: 'Import a rescue file',
  moveTitle: 'When the server moves to another address',
  move: 'To a browser the new address is another place: a tablet cannot take its ratings along from the old one. Before the move, open the staff corner on each tablet and sync until nothing waits; where one cannot send, save its rescue file and import it here. After the move, open the new address on each tablet and pair it again, choosing the old one under “Replaces the old tablet”. Clear no tablet before all was sent or imported.',
  sending: (percent) => `Importing… ${percent}%`,
  stop: 'Stop',
  stopped: 'Stopped. What was imported stays; import this file again to add the rest.',
  tooLarge: (size) =>
    `The file is larger than ${size} MB, which this page does not take. Please ask the operator to import it with “npm run import”.`,
  done: (device, added, known) =>
    `Tablet ${device}: ${counted(added, 'new rating')} added; ${counted(known, 'rating')} known before.`,
  held: (n) => `${counted(n, 'rating')} held apart and not counted, since the tablet is retired.`,
  lost: (numbers) =>
    `The tablet no longer holds ${numbers} as they were, so their ratings are not counted. Please tell the operator.`,
  gaps: (numbers) =>
    `${numbers} are missing, so what follows them could not be imported. Please save a new file on the tablet and import it.`,
  damaged: (n) =>
    `${counted(n, 'part')} of the file damaged or refused. The ratings are still on the tablet: please save a new file and import it.`,
}
