import * as jsqr from 'jsqr'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Qr } from '#src/ui/Qr.tsx'

const SCALE = 4

/** The package is CommonJS, and its types say that it is a module. */
type Read = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null
const read = jsqr.default as unknown as Read

/** What a camera sees of the drawing: its runs of dark modules on a light ground. */
function photograph(svg: string): { pixels: Uint8ClampedArray; side: number } {
  const [, from, size] = /viewBox="(-?\d+) -?\d+ (\d+) /.exec(svg)!.map(Number) as [number, number, number]
  const side = size * SCALE
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, run] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(run) * SCALE * SCALE; i++) {
      const column = (Number(x) - from) * SCALE + (i % (Number(run) * SCALE))
      const row = (Number(y) - from) * SCALE + Math.floor(i / (Number(run) * SCALE))
      pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  }
  return { pixels, side }
}

test.each([
  'https://hailong.example/tra-cuu#7K2M-9PQX-3HTA',
  'http://127.0.0.1:3000/kiosk/#HS7K-2MQD',
  `https://${'a'.repeat(63)}.${'b'.repeat(63)}.gov.vn:8443/tra-cuu#ZZZZ-ZZZZ-ZZZZ`,
])('a camera reads %s', (text) => {
  const { pixels, side } = photograph(renderToString(<Qr text={text} label="" />))
  expect(read(pixels, side, side)?.data).toBe(text)
})
