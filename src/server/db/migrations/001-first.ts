import { type Ddl, index, onlyAddedTo, table } from '../ddl.ts'

const OF_UNIT = 'foreign key (unit) references unit (id)'

/** The first version's tables. Their meaning stands in schema.ts; this file never changes again. */
export async function first(ddl: Ddl): Promise<void> {
  await people(ddl)
  await devices(ddl)
  await logs(ddl)
  await folds(ddl)
  await onlyAddedTo(ddl, ['entry', 'receive_mark', 'batch', 'closing'])
}

async function people(ddl: Ddl): Promise<void> {
  await table(ddl, 'meta', { key: 'text', value: 'text' }, { key: ['key'] })
  await table(
    ddl,
    'unit',
    {
      id: 'text',
      parent: 'text?',
      name: 'text',
      place: 'text',
      national_id: 'text?',
      settings: 'text',
      staff_pin: 'text',
      position: 'int',
      closed: 'int',
      config_version: 'int',
    },
    { key: ['id'], also: ['foreign key (parent) references unit (id)'] },
  )
  await table(
    ddl,
    'account',
    {
      id: 'text',
      unit: 'text',
      role: 'text',
      user: 'text',
      name: 'text',
      password: 'text',
      created_at: 'int',
    },
    { key: ['id'], also: ['unique ("user")', OF_UNIT] },
  )
  await table(
    ddl,
    'session',
    { token: 'text', account: 'text', created_at: 'int', expires_at: 'int' },
    { key: ['token'], also: ['foreign key (account) references account (id)'] },
  )
  await table(ddl, 'attempt', { key: 'text', failures: 'int', last_at: 'int' }, { key: ['key'] })
  await table(
    ddl,
    'officer',
    { id: 'text', unit: 'text', name: 'text', title: 'text' },
    { key: ['id'], also: [OF_UNIT] },
  )
  await table(
    ddl,
    'counter',
    { id: 'text', unit: 'text', label: 'text', name: 'text', officer: 'text?', closed_since: 'int?' },
    { key: ['id'], also: [OF_UNIT, 'foreign key (officer) references officer (id)'] },
  )
  for (const name of ['account', 'officer', 'counter']) await index(ddl, name, ['unit'])
}

async function devices(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'device',
    {
      id: 'text',
      unit: 'text',
      counter: 'text',
      key: 'text',
      generation: 'int',
      practice: 'int',
      retired: 'int',
      paired_at: 'int',
      config_version: 'int',
      cookie: 'text',
      state: 'text?',
      seen_at: 'int?',
    },
    { key: ['id'], also: [OF_UNIT, 'foreign key (counter) references counter (id)'] },
  )
  await index(ddl, 'device', ['unit'])
  await table(
    ddl,
    'pairing_code',
    { code: 'text', unit: 'text', counter: 'text', expires_at: 'int', used_at: 'int?' },
    { key: ['code'] },
  )
  await table(
    ddl,
    'run',
    { device: 'text', run: 'text', offset_ms: 'int', at: 'int' },
    { key: ['device', 'run'], clustered: true },
  )
  await table(
    ddl,
    'refusal',
    { device: 'text', code: 'text', day: 'text', count: 'int', last_at: 'int' },
    { key: ['device', 'day', 'code'], clustered: true },
  )
}

async function logs(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'log',
    {
      id: 'text',
      unit: 'text',
      device: 'text?',
      key: 'text?',
      hashed_as: 'text',
      parent: 'text?',
      fork: 'int',
      head: 'int',
      hash: 'text',
      folded: 'int',
      run: 'text?',
      held: 'int',
    },
    { key: ['id'] },
  )
  for (const column of ['unit', 'device', 'hashed_as']) await index(ddl, 'log', [column])
  const alongLog = { key: ['log', 'n'], clustered: true }
  await table(ddl, 'entry', { log: 'text', n: 'int', hash: 'text', line: 'bytes' }, alongLog)
  await table(
    ddl,
    'receive_mark',
    {
      log: 'text',
      n: 'int',
      unit: 'text',
      position: 'int',
      received_at: 'int',
      offset_ms: 'int?',
      day: 'text',
      hour: 'int',
      release: 'int',
    },
    { ...alongLog, also: ['unique (unit, position)'] },
  )
  await index(ddl, 'receive_mark', ['unit', 'day', 'position'])
  await table(ddl, 'sealed', { log: 'text', n: 'int', sealed: 'bytes' }, alongLog)
  await table(
    ddl,
    'batch',
    {
      log: 'text',
      from_n: 'int',
      to_n: 'int',
      hash: 'text',
      body_hash: 'text',
      sig: 'text',
      received_at: 'int',
    },
    { key: ['log', 'to_n', 'from_n', 'body_hash'], clustered: true },
  )
  await table(
    ddl,
    'hole',
    { log: 'text', from_n: 'int', to_n: 'int', hash: 'text', receipt: 'text', at: 'int' },
    { key: ['log', 'from_n'], clustered: true },
  )
  await table(
    ddl,
    'closing',
    { unit: 'text', release: 'int', log: 'text', n: 'int', sig: 'text', kid: 'text', at: 'int' },
    { key: ['unit', 'release'], clustered: true },
  )
}

async function folds(ddl: Ddl): Promise<void> {
  const standards = [
    'xin_chao',
    'xin_loi',
    'xin_cam_on',
    'xin_phep',
    'mim_cuoi',
    'nhe_nhang',
    'lang_nghe',
    'giup_do',
  ]
  const reasons = [
    'gay_kho_khan',
    'tho_o',
    'loi_noi',
    'huong_dan',
    'keo_dai',
    'tre_hen',
    'giay_to',
    'voi_vinh',
  ]
  const counts = [
    'n',
    ...[1, 2, 3, 4, 5].map((score) => `s${score}`),
    ...standards.map((standard) => `met_${standard}`),
    ...standards.map((standard) => `unmet_${standard}`),
    ...reasons.map((reason) => `why_${reason}`),
    'all_met',
    'comments',
  ]
  await table(
    ddl,
    'tally',
    {
      log: 'text',
      day: 'text',
      hour: 'int',
      counter: 'text',
      officer: 'text',
      release: 'int',
      unit: 'text',
      ...Object.fromEntries(counts.map((count) => [count, 'int' as const])),
    },
    { key: ['log', 'day', 'hour', 'counter', 'officer', 'release'], clustered: true },
  )
  await index(ddl, 'tally', ['unit', 'day'])
  await index(ddl, 'tally', ['unit', 'counter', 'day'])
  await table(
    ddl,
    'leftover',
    { unit: 'text', seq: 'int', log: 'text', n: 'int', day: 'text' },
    { key: ['unit', 'seq'], clustered: true, also: ['unique (log, n)', OF_UNIT] },
  )
  await index(ddl, 'leftover', ['unit', 'day'])
  const rating = { unit: 'text', kind: 'text', log: 'text', n: 'int' } as const
  await table(
    ddl,
    'waiting',
    { ...rating, counter: 'text', half: 'int' },
    { key: ['unit', 'kind', 'log', 'n'], clustered: true },
  )
  await table(
    ddl,
    'released',
    { ...rating, release: 'int', position: 'int', span: 'text', span_from: 'text', span_half: 'text?' },
    { key: ['unit', 'kind', 'release', 'position'], clustered: true, also: ['unique (kind, log, n)'] },
  )
}
