import type { Day, PeriodKind } from '#src/domain/calendar.ts'
import {
  type AccountForm,
  AccountList,
  type AccountPatch,
  Invitation,
  type InvitationLink,
  Invited,
  type InvitedPassword,
  type InvitedPin,
  type OwnPassword,
  SessionList,
} from '#src/protocol/accounts.ts'
import { DeedList, type DeedsQuery } from '#src/protocol/deeds.ts'
import { type DutyCorrection, DutyList } from '#src/protocol/duties.ts'
import type { HeldForm } from '#src/protocol/held.ts'
import { MachineView } from '#src/protocol/machine.ts'
import { OwnFigures } from '#src/protocol/own.ts'
import { type PinForm, type PinLink, PinLinkAnswer, PinOffer } from '#src/protocol/pins.ts'
import { Proofs } from '#src/protocol/proof.ts'
import { ReceiptAnswer } from '#src/protocol/receipt.ts'
import { FeedbackList, Summary } from '#src/protocol/reports.ts'
import { RescueReport } from '#src/protocol/rescue-schema.ts'
import { type LeaveForm, type ReturnForm, type RosterForm, RosterImported } from '#src/protocol/roster.ts'
import {
  Changed,
  type CounterPatch,
  type MoveForm,
  type NewCounterForm,
  type OfficerForm,
  type OfficerPatch,
  PairingOffer,
  type PairingOfferForm,
  type Setup,
  SetupAnswer,
  type SetupLink,
  type SignIn,
  type StaffPinForm,
  type UnitPatch,
  UnitView,
  WhoReads,
} from '#src/protocol/session.ts'
import { type TokenForm, TokenList, TokenMade } from '#src/protocol/tokens.ts'
import {
  Below,
  ClosedFigures,
  type CloseForm,
  Former,
  type HeadForm,
  type NameForm,
  type PlaceForm,
  PlaceOffer,
  type UnitForm,
  UnitFounded,
} from '#src/protocol/tree.ts'
import { UrgentList } from '#src/protocol/urgent.ts'
import { type Answer, call, Nothing } from './api.ts'
import { upload } from './upload.ts'

/** Everything that the head's pages ask of the server. */
export const calls = {
  session: () => call('session', { answer: WhoReads }),
  signIn: (body: SignIn) => call('session', { method: 'POST', body, answer: Nothing }),
  signOut: () => call('session', { method: 'DELETE', answer: Nothing }),
  setupLink: (body: SetupLink) => call('setup/link', { method: 'POST', body, answer: Nothing }),
  setUp: (body: Setup) => call('setup', { method: 'POST', body, answer: SetupAnswer }),
  receipt: (code: string, signal: AbortSignal) =>
    call('receipts', { method: 'POST', body: { code }, answer: ReceiptAnswer }, signal),
  pinLink: (body: PinLink) => call('pin/link', { method: 'POST', body, answer: PinLinkAnswer }),
  setPin: (body: PinForm) => call('pin', { method: 'POST', body, answer: Nothing }),
  summary: (unit: string, of: Asked, signal: AbortSignal) =>
    call(`units/${unit}/summary?${asked(of)}`, { answer: Summary }, signal),
  unit: (unit: string, signal: AbortSignal) => call(`units/${unit}`, { answer: UnitView }, signal),
  feedback: (unit: string, cursor: string | undefined, signal?: AbortSignal) =>
    call(
      `units/${unit}/feedback?${new URLSearchParams({ limit: '50', ...(cursor !== undefined && { cursor }) })}`,
      { answer: FeedbackList },
      signal,
    ),
  urgent: (unit: string, signal: AbortSignal) => call(`units/${unit}/urgent`, { answer: UrgentList }, signal),
  changeUnit: (unit: string, body: UnitPatch) => change('PATCH', `units/${unit}`, body),
  setStaffPin: (unit: string, body: StaffPinForm) => change('POST', `units/${unit}/staff-pin`, body),
  addCounter: (unit: string, body: NewCounterForm) => change('POST', `units/${unit}/counters`, body),
  changeCounter: (unit: string, id: string, body: CounterPatch) =>
    change('PATCH', `units/${unit}/counters/${id}`, body),
  addOfficer: (unit: string, body: OfficerForm) => change('POST', `units/${unit}/officers`, body),
  changeOfficer: (unit: string, id: string, body: OfficerPatch) =>
    change('PATCH', `units/${unit}/officers/${id}`, body),
  leaveOfficer: (unit: string, id: string, body: LeaveForm) =>
    change('POST', `units/${unit}/officers/${id}/leave`, body),
  returnOfficer: (unit: string, id: string, body: ReturnForm) =>
    change('POST', `units/${unit}/officers/${id}/return`, body),
  offerPin: (unit: string, id: string) =>
    call(`units/${unit}/officers/${id}/pin`, { method: 'POST', answer: PinOffer }),
  withdrawPin: (unit: string, id: string) => change('POST', `units/${unit}/officers/${id}/pin/withdraw`),
  unlockPin: (unit: string, id: string) => change('POST', `units/${unit}/officers/${id}/pin/unlock`),
  duties: (unit: string, day: Day | undefined, signal: AbortSignal) =>
    call(`units/${unit}/duties${day === undefined ? '' : `?day=${day}`}`, { answer: DutyList }, signal),
  correctDuty: (unit: string, id: string, body: DutyCorrection) =>
    change('POST', `units/${unit}/duties/${id}/correct`, body),
  keepDuty: (unit: string, id: string) => change('POST', `units/${unit}/duties/${id}/keep`),
  importOfficers: (unit: string, body: RosterForm) =>
    call(`units/${unit}/officers/import`, { method: 'POST', body, answer: RosterImported }),
  accounts: (unit: string, signal: AbortSignal) =>
    call(`units/${unit}/accounts`, { answer: AccountList }, signal),
  addAccount: (unit: string, body: AccountForm) => change('POST', `units/${unit}/accounts`, body),
  changeAccount: (unit: string, id: string, body: AccountPatch) =>
    change('PATCH', `units/${unit}/accounts/${id}`, body),
  invite: (unit: string, id: string) =>
    call(`units/${unit}/accounts/${id}/invitation`, { method: 'POST', answer: Invitation }),
  invited: (body: InvitationLink) => call('invitation/link', { method: 'POST', body, answer: Invited }),
  choosePassword: (body: InvitedPassword) =>
    call('invitation/password', { method: 'POST', body, answer: Nothing }),
  signInByPin: (body: InvitedPin) => call('invitation/pin', { method: 'POST', body, answer: Nothing }),
  ownFigures: ({ period, day }: Asked, signal: AbortSignal) =>
    call(`own/figures?${asked({ period, day })}`, { answer: OwnFigures }, signal),
  machine: (unit: string, signal: AbortSignal) =>
    call(`units/${unit}/machine`, { answer: MachineView }, signal),
  below: (unit: string, of: Asked, signal: AbortSignal) =>
    call(`units/${unit}/below?${asked(of)}`, { answer: Below }, signal),
  closedOf: (unit: string, of: Asked, signal: AbortSignal) =>
    call(`units/${unit}/closed?${asked(of)}`, { answer: ClosedFigures }, signal),
  former: (unit: string, signal: AbortSignal) => call(`units/${unit}/former`, { answer: Former }, signal),
  foundUnit: (unit: string, body: UnitForm) =>
    call(`units/${unit}/below`, { method: 'POST', body, answer: UnitFounded }),
  nameHead: (unit: string, body: HeadForm) =>
    call(`units/${unit}/heads`, { method: 'POST', body, answer: UnitFounded }),
  nameUnit: (unit: string, body: NameForm) => change('POST', `units/${unit}/name`, body),
  closeUnit: (unit: string, body: CloseForm) => change('POST', `units/${unit}/close`, body),
  placeUnit: (unit: string, body: PlaceForm) => change('POST', `units/${unit}/place`, body),
  offerPlace: (unit: string) => call(`units/${unit}/place-codes`, { method: 'POST', answer: PlaceOffer }),
  tokens: (unit: string, signal: AbortSignal) => call(`units/${unit}/tokens`, { answer: TokenList }, signal),
  makeToken: (unit: string, body: TokenForm) =>
    call(`units/${unit}/tokens`, { method: 'POST', body, answer: TokenMade }),
  revokeToken: (unit: string, id: string) => change('POST', `units/${unit}/tokens/${id}/revoke`),
  deeds: (unit: string, query: DeedsQuery, signal?: AbortSignal) =>
    call(
      `units/${unit}/deeds?${new URLSearchParams(query as Record<string, string>)}`,
      { answer: DeedList },
      signal,
    ),
  sessions: (signal: AbortSignal) => call('account/sessions', { answer: SessionList }, signal),
  endSession: (id: string) => call(`account/sessions/${id}`, { method: 'DELETE', answer: Nothing }),
  setPassword: (body: OwnPassword) => call('account/password', { method: 'POST', body, answer: Nothing }),
  offerCode: (unit: string, body: PairingOfferForm) =>
    call(`units/${unit}/pairing-codes`, { method: 'POST', body, answer: PairingOffer }),
  closings: (unit: string, after: number, signal: AbortSignal) =>
    call(`units/${unit}/closings?after=${after}`, { answer: Proofs }, signal),
  rescue: (unit: string, file: Blob, watch: Omit<Parameters<typeof upload>[2], 'answer'>) =>
    upload(`units/${unit}/rescue`, file, { answer: RescueReport, ...watch }),
  begin: (unit: string, device: string) => change('POST', `units/${unit}/devices/${device}/begin`),
  move: (unit: string, device: string, body: MoveForm) =>
    change('POST', `units/${unit}/devices/${device}/move`, body),
  held: (unit: string, device: string, body: HeldForm) =>
    change('POST', `units/${unit}/devices/${device}/held`, body),
  callTablet: (unit: string, device: string) => change('POST', `units/${unit}/devices/${device}/call`),
  retire: (unit: string, device: string) => change('POST', `units/${unit}/devices/${device}/retire`),
}

type Asked = { period: PeriodKind; day: Day | undefined }

function asked({ period, day }: Asked): URLSearchParams {
  return new URLSearchParams({ period, ...(day !== undefined && { day }) })
}

function change(method: 'POST' | 'PATCH', path: string, body?: object): Promise<Answer<Changed>> {
  return call(path, { method, answer: Changed, ...(body && { body }) })
}
