import type { viPin } from './pin.vi.ts'

export const enPin: typeof viPin = {
  pin: {
    states: { none: 'No PIN', set: 'Has a PIN', locked: 'PIN locked' },
    waiting: 'Waiting for the officer to set a PIN',
    offer: 'Give a PIN',
    offerAgain: 'Give a new PIN',
    offered: 'A link was given. Once the officer has set the PIN, tablets get it at their next exchange.',
    linkTitle: (name) => `PIN of ${name}`,
    qr: (name) => `QR code that opens the page where ${name} sets a PIN`,
    scan: 'The officer scans this QR code with their own telephone, or opens the link below, and sets a PIN of six digits.',
    good: (hours) => `Good once, for ${hours} hours.`,
    guard:
      'Give it to nobody else: whoever opens the link can set the PIN. A link that was given before is good no more.',
    link: 'Link to set the PIN',
    copy: 'Copy the link',
    copied: 'The link was copied.',
    notCopied: 'The browser does not copy by itself. The link is selected: press Ctrl+C.',
    close: 'Done',
    withdraw: 'Withdraw the PIN',
    withdrawLink: 'Withdraw the link',
    withdrawWhat: [
      'From the next exchange of the tablets on, the officer cannot begin duty by this PIN; a link that was given is good no more.',
      'Ratings that came in stay as they are. A PIN can be given again at any time.',
    ],
    unlock: 'Unlock',
    unlockTitle: (name) => `Unlock the PIN of ${name}?`,
    unlockWhat: [
      'The PIN was locked because there were more than 20 wrong tries within an hour. Please ask the officer first; if it was somebody else, give a new PIN.',
    ],
    title: 'Set a PIN',
    whose: 'PIN of',
    what: 'You enter this PIN on the tablet when you begin your duty. From then until your duty ends, ratings at that tablet are counted for you. The PIN alone opens no page; with a link from the head it opens your own figures.',
    keep: 'Do not lend it, and enter it for nobody: whoever enters it gets ratings under your name.',
    pin: 'PIN of six digits',
    hint: 'No digits that are all alike, in a row or repeated, such as 111111, 123456, 121212.',
    again: 'The PIN once more',
    submit: 'Set the PIN',
    done: 'The PIN is set',
    doneNext:
      'Tablets get the new PIN at their next exchange, usually within a minute. If you forget it, ask the head of the unit for another link. You may close this page.',
    noToken: 'This page needs the link that the head of the unit gives.',
  },
}
