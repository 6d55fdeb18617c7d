import type { FinalRating } from './stored.ts'

/** The oracle's own fold, by `<log> <counter> <officer> <column>`; what is zero is not there. */
export function countOf(ratings: readonly FinalRating[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { log, body } of ratings) {
    const add = (column: string) => {
      const key = `${log} ${body.counter} ${body.officer ?? ''} ${column}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    add('n')
    add(`s${body.score}`)
    if (body.all) add('all_met')
    if (body.comment) add('comments')
    CONDUCT.forEach((standard, i) => {
      if (body.std[i] === '1') add(`met_${standard}`)
      if (body.std[i] === '0') add(`unmet_${standard}`)
    })
    WHY.forEach((reason, i) => {
      if (body.reasons?.[i] === '1') add(`why_${reason}`)
    })
  }
  return counts
}

/** The questionnaire `4xin4luon@1`, as PRODUCT.md has it: standards and reasons in the order in which a line has them. */
export const CONDUCT = [
  'xin_chao',
  'xin_loi',
  'xin_cam_on',
  'xin_phep',
  'mim_cuoi',
  'nhe_nhang',
  'lang_nghe',
  'giup_do',
] as const

export const WHY = [
  'gay_kho_khan',
  'tho_o',
  'loi_noi',
  'huong_dan',
  'keo_dai',
  'tre_hen',
  'giay_to',
  'voi_vinh',
] as const
