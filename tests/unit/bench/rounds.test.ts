import { expect, test } from 'vitest'
import { alternate, quantile, ratioOf, type Side, spreadOf } from '../../../bench/rounds.ts'

const side = (name: string, values: readonly number[], order: string[]): Side => {
  let at = 0
  return {
    name,
    once: async () => {
      order.push(name)
      return { ms: values[at++]! }
    },
  }
}

test('sides take turns, every other round the other way round, and the first round is not counted', async () => {
  const order: string[] = []
  const sides = [side('a', [99, 1, 2], order), side('b', [99, 4, 5], order)]
  const told: number[] = []
  const rounds = await alternate(sides, { count: 2 }, (round) => told.push(round))
  expect(order).toEqual(['b', 'a', 'a', 'b', 'b', 'a'])
  expect(rounds.get('a')).toEqual([{ ms: 1 }, { ms: 2 }])
  expect(told).toEqual([0, 1, 2])
})

test('sides that take turns within a round are told when it goes the other way round', async () => {
  const backs: boolean[] = []
  const once = async (isBack: boolean) => {
    backs.push(isBack)
    return { a: { ms: backs.length }, b: { ms: -backs.length } }
  }
  const rounds = await alternate({ names: ['b', 'a'], once }, { count: 2 }, () => undefined)
  expect(backs).toEqual([true, false, true])
  expect([...rounds]).toEqual([
    ['b', [{ ms: -2 }, { ms: -3 }]],
    ['a', [{ ms: 2 }, { ms: 3 }]],
  ])
})

test('a ratio is made within each round, not of the medians', async () => {
  const rounds = new Map([
    ['ours', [{ ms: 10 }, { ms: 40 }, { ms: 90 }]],
    ['twin', [{ ms: 10 }, { ms: 20 }, { ms: 30 }]],
  ])
  expect(ratioOf(rounds, 'ms', ['ours', 'twin'])).toEqual({ median: 2, least: 1, most: 3 })
  expect(spreadOf(rounds, 'ours', 'ms')).toEqual({ median: 40, least: 10, most: 90 })
})

test('a figure that a round lacks is told, and no number', () => {
  expect(() => spreadOf(new Map([['ours', [{}]]]), 'ours', 'ms')).toThrow('ours gave no ms in round 1')
})

test.each([
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[1, 2, 3, 4, 5], 0.95, 4.8],
  [[7], 0.95, 7],
])('of %j the value at %d is %d', (values, share, value) => {
  expect(quantile(values, share)).toBeCloseTo(value, 10)
})
