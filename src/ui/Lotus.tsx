/** The mark: five petals over one line of water. */
export function Lotus() {
  return <img class="lotus" src="/favicon.svg" alt="" />
}

const PETAL = 'M0 0C-15-14-17-36 0-56C17-36 15-14 0 0Z'
const PETALS = [
  ['p4', -76],
  ['p4', 76],
  ['p3', -50],
  ['p3', 50],
  ['p2', -26],
  ['p2', 26],
  ['p1', 0],
] as const

/** The open flower on the lake of a `.scene`; it opens once, where motion is welcome. */
export function LotusBloom() {
  return (
    <svg class="bloom" viewBox="0 0 1280 216" aria-hidden="true">
      <g transform="translate(640 158) scale(2.3)">
        {PETALS.map(([tone, turn]) => (
          <g key={turn} transform={`rotate(${turn})`}>
            <path class={tone} d={PETAL} />
          </g>
        ))}
      </g>
    </svg>
  )
}
