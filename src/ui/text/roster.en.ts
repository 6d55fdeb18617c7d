import type { RosterText } from './roster.vi.ts'

const cell: Readonly<Record<string, string>> = {
  'name too-short': 'empty',
  'initials too-long': 'at most 3 letters',
  'initials bad-form': 'letters only',
  'too-long': 'longer than 80 characters',
  'bad-form': 'holds a line break or a character that cannot be read',
  unseen: 'holds characters that cannot be seen, often from copying. Please type it again',
  formula: "a formula. Take away the =, +, - or @ at its beginning, or put a ' before it",
  'lost-letters': 'has ? in place of letters. Please save the file as CSV UTF-8',
  cells: 'This line has more cells than the line of names',
  'no-officer': 'nobody of the unit has this ID',
  namesakes:
    'the unit has several officers of this name. Please add the column ID, as in the downloaded list',
}

const file: RosterText['file'] = {
  binary:
    'This file is not a table of text. If it is from Excel: open it there, choose “Save as”, the kind “CSV UTF-8”, then choose the new file.',
  'old-font':
    'The table was typed for an old font (TCVN3 such as .VnTime, or VNI), so its marks cannot be read. Please convert it to Unicode, for example with the converter of UniKey, and choose the new file.',
  'too-large': 'The file is too large: at most 2 MB.',
  'too-many': (n) => `The table has ${n} lines. At most 2,000 can be imported at a time.`,
  empty: 'The table has no line with an officer.',
  'no-name':
    'The first line has no column “Họ và tên” (Name). It must hold the names of the columns, as in the template.',
  twice: (column) => `The column “${column}” is there twice.`,
  quotes: (row) => `A quotation mark in line ${row} is not closed.`,
}

export const enRoster: RosterText = {
  list: 'Officers',
  listHint: 'By given name. Those who left stand last; old ratings and figures keep their names.',
  add: 'Add an officer',
  change: (name) => `Change ${name}`,
  search: 'Find a name',
  nobody: 'No officer has such a name.',
  none: 'There are no officers yet.',
  name: 'Full name',
  title: 'Title',
  field: 'Field',
  fieldHint: 'For example civil status, certification',
  initials: 'Initials',
  initialsHint:
    'Shown on the tablet in place of a photograph. Leave empty for the first letters of family and given name.',
  away: (since) => `Away since ${since}`,
  leaving: (last) => `Leaves after ${last}`,
  returning: (back) => `Back on ${back}`,
  was: (from, to) => `Was away ${from} – ${to}`,
  leave: 'Leaving',
  leaveTitle: (name) => `${name} is leaving`,
  leaveWhat:
    'At the end of this day the officer is taken off the counter. Ratings that came in and old figures stay as they are. A mistake can be put right.',
  last: 'Last day of work',
  comeBack: 'Returning',
  backTitle: (name) => `${name} is returning`,
  backWhat:
    'Then choose the officer for a counter on the page Settings. If leaving was a mistake, enter the day after the last day of work: that absence is dropped.',
  back: 'First day of work',
  import: 'Import from a file',
  importHint:
    'A CSV table whose first line names the columns: Name (required), Title, Field, Initials, ID. A column that is not there changes nothing. You see everything before it is stored.',
  choose: 'Choose a CSV file',
  paste: 'Or paste a table here',
  look: 'Preview',
  template: 'Download a template',
  download: 'Download the present list',
  file,
  cell,
  twice: (row) => `the same as in line ${row}`,
  previewTitle: 'Before it is imported',
  previewCounts: (parts) =>
    `${parts.new} new · ${parts.changed} changed · ${parts.same} unchanged · ${parts.wrong} wrong`,
  kinds: { new: 'New', changed: 'Changed', same: 'Unchanged', wrong: 'Wrong' },
  row: 'Line',
  outcome: 'Outcome',
  id: 'ID',
  before: (value) => `before: ${value}`,
  empty: 'empty',
  isAway: 'This officer is away; importing does not bring them back.',
  fix: 'Nothing was stored. Please correct the wrong lines in the file and choose it again.',
  nothing: 'The list is the same as this file: there is nothing to store.',
  unused: (names) => `Columns that are not used: ${names}.`,
  oldEncoding:
    'The file was read as Windows-1258. Please look at the marks of the letters before you store it.',
  more: (n) => `${n} more lines are not shown here.`,
  store: (added, changed) => `Store: add ${added}, change ${changed}`,
  stored: (added, changed) => `Stored: added ${added} and changed ${changed} officers.`,
}
