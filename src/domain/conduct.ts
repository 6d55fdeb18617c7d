/** What a citizen is asked: the scale, the "4 xin, 4 luôn" standards (Quyết định 1847/QĐ-TTg, 27/12/2018) and the reasons. */

export const SCORES = [1, 2, 3, 4, 5] as const
export type Score = (typeof SCORES)[number]

/** From this score on a rating counts as satisfied. */
export const SATISFIED_FROM: Score = 4

/** At or below this score the screen of reasons opens by itself. */
export const REASONS_OPEN_AT: Score = 2

export const STANDARDS = [
  'xin_chao',
  'xin_loi',
  'xin_cam_on',
  'xin_phep',
  'mim_cuoi',
  'nhe_nhang',
  'lang_nghe',
  'giup_do',
] as const
export type Standard = (typeof STANDARDS)[number]

export const REASONS = [
  'gay_kho_khan',
  'tho_o',
  'loi_noi',
  'huong_dan',
  'keo_dai',
  'tre_hen',
  'giay_to',
  'voi_vinh',
] as const
export type Reason = (typeof REASONS)[number]

/** What was answered for one standard; blank counts in no denominator. */
export type Answer = 'met' | 'unmet' | 'blank'

export type Questionnaire = {
  readonly version: string
  readonly standards: readonly Standard[]
  readonly reasons: readonly Reason[]
}

/** The questionnaire that tablets use now; its version stands in every rating. */
export const QUESTIONNAIRE: Questionnaire = {
  version: '4xin4luon@1',
  standards: STANDARDS,
  reasons: REASONS,
}

const QUESTIONNAIRES: ReadonlyMap<string, Questionnaire> = new Map([[QUESTIONNAIRE.version, QUESTIONNAIRE]])

/** The questionnaire of a stored rating, or undefined for a version that this program does not know yet. */
export function questionnaire(version: string): Questionnaire | undefined {
  return QUESTIONNAIRES.get(version)
}

export const MAX_COMMENT = 500
