const PETAL = 'M0 0C-15-14-17-36 0-56C17-36 15-14 0 0Z'
const FAN = [
  ['p3', -66],
  ['p3', 66],
  ['p2', -35],
  ['p2', 35],
  ['p1', 0],
] as const

/** The mark: five petals over one line of water. */
export function Lotus() {
  return (
    <svg class="lotus" viewBox="-60 -62 120 92" aria-hidden="true">
      <Petals fan={FAN} />
      <path class="wave" d="M-44 14Q0 30 44 14" />
    </svg>
  )
}

const BLOOM = [
  ['p4', -76],
  ['p4', 76],
  ['p3', -50],
  ['p3', 50],
  ['p2', -26],
  ['p2', 26],
  ['p1', 0],
] as const

/** The open flower of the scenery; it stands on 0,0 and opens once, where motion is welcome. */
export function LotusBloom() {
  return (
    <g class="bloom">
      <Petals fan={BLOOM} />
    </g>
  )
}

/** The closed flower of the scenery; it stands on 0,0. */
export function LotusBud() {
  return (
    <>
      <path class="p2" d="M0 0C-17-12-17-39 0-64C17-39 17-12 0 0Z" />
      <path class="p3" d="M0 0C-19-9-22-34-4-46C6-30 8-12 0 0Z" />
      <path class="p1" d="M0 0C17-9 21-32 5-43C1-30 5-12 0 0Z" />
    </>
  )
}

function Petals({ fan }: { readonly fan: readonly (readonly [string, number])[] }) {
  return fan.map(([tone, turn]) => (
    <g key={turn} transform={turn === 0 ? undefined : `rotate(${turn})`}>
      <path class={tone} d={PETAL} />
    </g>
  ))
}
