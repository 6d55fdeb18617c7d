/**
 * Properties that live in a page's memory alone, and so may be called anything: the page's own fields, arguments, words and
 * callbacks. None of them stands in a row, a log, a document or a message, in the browser or in a library;
 * tests/unit/build holds that, and a new name that it does not refuse may be added. In order of how much they save.
 */
const OURS =
  `deps disk book world gloss tablet other poke updateWaiting schedule shown setbacks walking later shut isShut
  deaf late pen say chooseAgain staffCorner askForSync textSize running cancelReopening reopened prunedAt tapped faces
  standardsQuestion reasonsQuestion chooseYourself diskNearlyFull storageFailed restMayBeLost notThisPerson
  commentLength standardsHint thanksBecause staffMissing commentLabel notRecorded servedBy counterName
  reasonsHint reasonsRead commentNote closesSoon thanksRing codeQrName secondTab codeLabel alongside notBefore warnings
  faceName moreTime closesIn tellMore codeKeep onTouch ifDraft chance allYes onDuty letGo pace cancelDuty mayUpdate
  keepDraft mayReload isFixed typing checkPin`.split(/\s+/)

/** What Preact calls its own fields in its published file. */
const PREACT = '__e __k __c __u __g __v __ __s __P __h __i __b'.split(' ')

/** Capitals, which begin no property of ours or of a library in these files; four are levels of correction of a QR code. */
const LETTERS = 'ABCDEFGIJKNOPRSTUVWXYZ'

/** In every chunk of the kiosk the same, since they speak with one another. */
export const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  [...OURS, ...PREACT].map((name, place) => [name, short(place)]),
)

/** Terser's options: these names and no others. */
export const shorten = {
  only_cache: true,
  keep_quoted: true,
  cache: { props: Object.fromEntries([...SHORT_NAMES].map(([name, to]) => [`$${name}`, to])) },
} as const

/** The name in that place: A to Z, then AA, BA and so on. */
export function short(place: number): string {
  const letter = LETTERS.charAt(place % LETTERS.length)
  return place < LETTERS.length ? letter : letter + short(Math.floor(place / LETTERS.length) - 1)
}
