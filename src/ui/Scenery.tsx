import { LotusBloom, LotusBud } from './Lotus.tsx'

/** Where the scenery stands: the thank-you (K4), the invitation (K5) or the closed counter (K8). */
export type Scene = 'thanks' | 'invite' | 'closed'

/**
 * The still landscape behind K4, K5 and K8; its parent is positioned and it fills that box in either orientation.
 * The horizon lies at 73 % of the height; ink on hills and water keeps 10:1. In screens from
 * 4:3 to 16:9, upright or not, the sun stays below 53 % of the height: text that ends above that line never crosses it.
 */
export function Scenery({ scene }: { readonly scene: Scene }) {
  const middle = scene === 'thanks'
  return (
    <svg class="scenery" aria-hidden="true">
      <svg
        y="39%"
        width="100%"
        height="34.1%"
        viewBox="0 0 1280 273"
        preserveAspectRatio="xMaxYMax slice"
        aria-hidden="true"
      >
        <circle class="sun" cx="1138" cy="180" r="48" />
        <path
          class="h1"
          d="M0 273V160Q60 160 118 198Q230 136 340 200Q500 130 660 190Q700 78 812 66Q905 72 960 120Q1010 92 1062 128Q1092 150 1104 196Q1160 210 1196 150Q1240 104 1280 102V273Z"
        />
        <path
          class="h2"
          d="M0 273V200Q110 176 215 222Q350 178 480 222Q570 150 680 146Q770 148 830 190Q890 120 960 132Q1020 142 1060 214Q1120 226 1168 206Q1220 170 1280 176V273Z"
        />
        <path
          class="h3"
          d="M0 273V226Q30 230 60 250Q200 222 380 262Q520 196 664 240Q760 164 912 234Q960 196 1020 200Q1080 204 1120 240Q1190 206 1280 208V273Z"
        />
      </svg>
      <rect class="water" y="73%" width="100%" height="27%" />
      <svg
        y="73%"
        width="100%"
        height="27%"
        viewBox="0 0 1280 216"
        preserveAspectRatio={middle ? 'xMidYMin slice' : 'xMaxYMin slice'}
        aria-hidden="true"
      >
        <path class="glint" d="M76 32h120M384 20h70M718 34h88M870 66h60M1102 26h100" />
        {middle ? <MiddlePads /> : <SidePads />}
        <g transform={middle ? 'translate(640 158) scale(2.3)' : 'translate(1056 150) scale(2.3)'}>
          {scene === 'closed' ? <LotusBud /> : <LotusBloom />}
        </g>
      </svg>
    </svg>
  )
}

function MiddlePads() {
  return (
    <>
      <ellipse class="pad1" cx="640" cy="160" rx="205" ry="38" />
      <path class="pad2" d="M316 148a104 19 0 1 0 .1 0ZM960 162a110 20 0 1 0 .1 0Z" />
    </>
  )
}

function SidePads() {
  return (
    <>
      <ellipse class="pad1" cx="1056" cy="152" rx="180" ry="34" />
      <path class="pad2" d="M820 176a90 16 0 1 0 .1 0Z" />
    </>
  )
}
